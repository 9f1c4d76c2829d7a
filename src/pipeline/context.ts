import type { Logger } from 'pino';
import type { ChannelAdapter } from '../channels/adapter.ts';
import type { Change } from '../contract/change.ts';
import type { Channel } from '../contract/channel.ts';
import type { Clock } from '../domain/clock.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { MediaStore } from '../media/storage/media-store.ts';
import type { Database } from '../store/database.ts';
import type { MediaReach } from '../store/media-reach.ts';
import type { KeyRing } from '../store/token-cipher.ts';
import type { Mailer } from './mail-digest.ts';
import type { PipelineMetrics } from './metrics.ts';

/** What the worker needs of the rest of the house; made in main, handed down. */
export interface PipelineContext {
  database: Database;
  clock: Clock;
  log: Logger;
  channels: Readonly<Record<Channel, ChannelAdapter | null>>;
  environment: () => EnvironmentFacts;
  keyRing: KeyRing;
  mediaStore: MediaStore;
  mediaUrlKey: Uint8Array;
  /** The upload server's folder, for housekeeping. */
  uploadsFolder: string;
  /** Where the platforms fetch our media. */
  publicUrl: string;
  /** Fetches a file of ours as a platform would. */
  testReach: () => Promise<Pick<MediaReach, 'publicUrl' | 'outcome' | 'problem'>>;
  /** Absent where no mail server is configured: then nobody is mailed. */
  mailer?: Mailer;
  /** Tells every open calendar, after the commit. Never fails its caller. */
  announce: (userId: string, changes: readonly Change[]) => void;
  metrics: PipelineMetrics;
  /** 0 ≤ x < 1; for jitter only. */
  random: () => number;
  workerId: string;
  settings: WorkerSettings;
}

export interface WorkerSettings {
  /** Jobs in hand at once, all accounts together. */
  concurrency: number;
  /** Jobs in hand at once of one account. */
  perAccount: number;
  /** How long a claim holds without a sign of life; what a dead worker held is taken over after this. */
  leaseMs: number;
}

export const DEFAULT_WORKER_SETTINGS: WorkerSettings = { concurrency: 8, perAccount: 3, leaseMs: 20_000 };
