import { CalendarClock } from 'lucide-react';
import type { Channel } from '../../../../src/contract/channel.ts';
import { useEntries } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { CHANNEL_NAMES } from '../../ui/index.ts';
import { neighbours } from '../form/times.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';

const HOUR_MS = 3_600_000;

/** Says which other posts of the channel go out within the hour: nothing forbids it, but it is seldom meant. */
export function Neighbours({ channel }: { channel: Channel }) {
  const { form } = usePostContext();
  const at = form[channel].scheduledAt;
  return at === null ? null : <NeighboursOf channel={channel} at={at} />;
}

function NeighboursOf({ channel, at }: { channel: Channel; at: string }) {
  const t = useMessages(postMessages);
  const { post } = usePostContext();
  // Whole hours, so that a few minutes' change asks nothing new.
  const hour = Math.floor(Date.parse(at) / HOUR_MS) * HOUR_MS;
  const { data } = useEntries({ from: isoOf(hour - HOUR_MS), to: isoOf(hour + 2 * HOUR_MS) });
  const near = neighbours(data ?? [], { postId: post?.id ?? null, channel, scheduledAt: at })[0];
  if (near === undefined) return null;
  const words = {
    title: near.entry.title === '' ? t('untitled') : near.entry.title,
    channel: CHANNEL_NAMES[channel],
    count: Math.abs(near.minutes),
  };
  const said =
    near.minutes === 0 ? t('sameMinute', words) : t(near.minutes < 0 ? 'minutesBefore' : 'minutesAfter', words);
  return (
    <p className="flex items-start gap-1.5 text-xs text-ink-soft">
      <CalendarClock size={14} aria-hidden="true" className="mt-px shrink-0" />
      {said}
    </p>
  );
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
