import type { Logger } from 'pino';
import type { Change } from '../contract/change.ts';
import type { Channel } from '../contract/channel.ts';
import type { Clock } from '../domain/clock.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { ChannelAdapter } from '../channels/adapter.ts';
import type { MediaStore } from '../media/storage/media-store.ts';
import type { Suggester } from '../suggest/suggester.ts';
import type { Database } from '../store/database.ts';
import type { MediaReach } from '../store/media-reach.ts';
import type { KeyRing } from '../store/token-cipher.ts';

/** What the API needs of the rest of the house; made in main, handed down. */
export interface HttpContext {
  database: Database;
  clock: Clock;
  log: Logger;
  /** `null`: this server has no credentials for the channel. */
  channels: Readonly<Record<Channel, ChannelAdapter | null>>;
  environment: () => EnvironmentFacts;
  keyRing: KeyRing;
  mediaStore: MediaStore;
  mediaUrlKey: Uint8Array;
  /** Where platforms and people reach this server. */
  publicUrl: string;
  /** Fetches a file of ours as a platform would. */
  testReach: () => Promise<Pick<MediaReach, 'publicUrl' | 'outcome' | 'problem'>>;
  suggester: Suggester;
  /** After the commit: tells every open calendar (store/changes.ts). Never fails its caller. */
  announce: (userId: string, changes: readonly Change[]) => void;
  settings: {
    publicUrl: string | null;
    sandboxUrl: string | null;
    publishNowEnabled: boolean;
    signUpOpen: boolean;
    instagramVerifyToken: string | null;
    webDirectory: string | null;
  };
}
