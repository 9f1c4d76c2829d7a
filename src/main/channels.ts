import type { AdapterTools, ChannelAdapter } from '../channels/adapter.ts';
import { createInstagramAdapter } from '../channels/instagram/index.ts';
import type { Channel } from '../contract/channel.ts';
import type { Clock } from '../domain/clock.ts';
import type { Config } from './config.ts';

export type Channels = Readonly<Record<Channel, ChannelAdapter | null>>;

/** The adapters this server has credentials for. */
export function createChannels(config: Config, clock: Clock): Channels {
  const tools: AdapterTools = { clock, fetch, random: Math.random };
  return {
    ig:
      config.instagram === null
        ? null
        : createInstagramAdapter(
            { ...config.instagram, standing: config.sandbox ? 'sandbox' : config.instagram.standing },
            tools,
          ),
    tiktok: null,
  };
}
