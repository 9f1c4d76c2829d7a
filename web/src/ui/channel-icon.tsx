import type { Channel } from '../../../src/contract/channel.ts';

export const CHANNEL_NAMES: Record<Channel, string> = { ig: 'Instagram', tiktok: 'TikTok' };

/** Our own drawing of a channel's sign, in the text's colour. With `named`, read out as the channel's name. */
export function ChannelIcon({
  channel,
  size = 16,
  named = false,
}: {
  channel: Channel;
  size?: number;
  named?: boolean;
}) {
  const label = named ? { role: 'img', 'aria-label': CHANNEL_NAMES[channel] } : { 'aria-hidden': true };
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      className="shrink-0"
      {...label}
    >
      {channel === 'ig' ? (
        <>
          <rect x="1.9" y="1.9" width="12.2" height="12.2" rx="3.6" strokeWidth="1.5" />
          <circle cx="8" cy="8" r="2.9" strokeWidth="1.5" />
          <circle cx="11.6" cy="4.4" r="0.9" fill="currentColor" stroke="none" />
        </>
      ) : (
        <path
          d="M8.9 1.8v8.7a2.9 2.9 0 1 1-2.9-2.9M8.9 1.8c.2 2.2 1.7 3.8 4.1 3.9"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}
