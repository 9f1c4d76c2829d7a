import type { AdapterTools, ChannelAdapter } from '../channels/adapter.ts';
import { createInstagramAdapter } from '../channels/instagram/index.ts';
import { createTiktokAdapter } from '../channels/tiktok/index.ts';
import type { Channel } from '../contract/channel.ts';
import type { Clock } from '../domain/clock.ts';
import { isLocalPlatform } from '../media/reach.ts';
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
    tiktok:
      config.tiktok === null
        ? null
        : createTiktokAdapter(
            { ...config.tiktok, allowedUploadHosts: localOrigins(config.tiktok.baseUrls.api) },
            tools,
          ),
  };
}

/** The origins of a platform on this machine, under both of its names; none for the real one, whose hosts are known. */
function localOrigins(baseUrl: string): string[] {
  if (!isLocalPlatform(baseUrl)) return [];
  const { protocol, port } = new URL(baseUrl);
  return ['localhost', '127.0.0.1'].map((host) => `${protocol}//${host}:${port}`);
}
