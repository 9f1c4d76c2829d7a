import type { Channel } from '../../contract/channel.ts';
import type { ProposeCalendar, PieceSlot } from '../../contract/proposal.ts';
import { isAfter, later } from '../../domain/clock.ts';
import { spreadSlots } from '../../domain/slots-spread.ts';
import { pickSlots } from '../../domain/slots.ts';
import { resolveWallClock } from '../../domain/zoned-time.ts';
import type { ChannelTimes } from '../context.ts';
import { hoursFor } from '../suggest-time.ts';
import type { Pin } from './read-plan.ts';

/** Gives ideas their times. It alone chooses instants; no model is asked. */
export interface Placer {
  /** How many ideas without a day of their own still fit. */
  readonly free: number;
  /** A time on every channel, or `null` when no slot is left. */
  place(pin: Pin | null): PieceSlot[] | null;
}

const LEAD = { minutes: 30 };
const SPACING_ON_A_DAY = [20, 6, 1] as const;

/**
 * A placer over the window of a request. The rhythm is set by the first channel; the others follow on the same day at
 * their own best hour. `pins` are known beforehand, so that the rhythm keeps clear of them.
 */
export function createPlacer(
  request: ProposeCalendar,
  times: Partial<Record<Channel, ChannelTimes>>,
  kept: Partial<Record<Channel, readonly Temporal.Instant[]>>,
  pins: readonly Pin[],
  now: Temporal.Instant,
): Placer {
  const channels = request.channels.flatMap((channel) => {
    const own = times[channel];
    if (!own) return [];
    return [{ channel, own, scores: hoursFor(channel, own).scores, taken: [...own.booked, ...(kept[channel] ?? [])] }];
  });
  type Lane = (typeof channels)[number];
  const [first] = channels;
  const pinned = pins.flatMap((pin) => (first ? [{ pin, at: onDay(first, pin) }] : []));
  for (const { at } of pinned) if (at && first) first.taken.push(at);
  const rhythm = first
    ? spreadSlots({
        scores: first.scores,
        timeZone: first.own.timeZone,
        booked: first.taken,
        quietHours: first.own.quietHours,
        now,
        startDate: Temporal.PlainDate.from(request.startDate),
        endDate: Temporal.PlainDate.from(request.endDate),
        postsPerWeek: request.postsPerWeek,
      }).map(({ at }) => at)
    : [];
  return {
    get free() {
      return rhythm.length;
    },
    place(pin) {
      if (!first) return null;
      const known = pin === null ? undefined : pinned.find((each) => each.pin === pin)?.at;
      const lead = known ?? rhythm.shift();
      if (lead === undefined) return null;
      const date = lead.toZonedDateTimeISO(first.own.timeZone).toPlainDate();
      const hasGap = pin !== null && isGap(first, pin);
      const others = channels.slice(1).map((lane) => {
        const at = onDay(lane, { date, time: known ? (pin?.time ?? null) : null }) ?? lead;
        lane.taken.push(at);
        return slotOf(lane.channel, at, null);
      });
      return [slotOf(first.channel, lead, hasGap ? 'gap' : null), ...others];
    },
  };

  /** The named hour, or the best of that day that is still free; crowded days are spaced less. */
  function onDay({ own, scores, taken }: Lane, { date, time }: Pin): Temporal.Instant | undefined {
    if (time !== null) {
      const { instant } = resolveWallClock(date.toPlainDateTime(time), own.timeZone);
      if (isAfter(instant, now)) return instant;
    }
    const from = later(date.toZonedDateTime(own.timeZone).toInstant(), now.add(LEAD));
    const to = date.add({ days: 1 }).toZonedDateTime(own.timeZone).toInstant();
    for (const spacingHours of SPACING_ON_A_DAY) {
      const search = {
        scores,
        timeZone: own.timeZone,
        from,
        to,
        booked: taken,
        quietHours: own.quietHours,
        spacingHours,
      };
      const [slot] = pickSlots(search, 1);
      if (slot) return slot.at;
    }
    return undefined;
  }

  function isGap({ own }: Lane, { date, time }: Pin): boolean {
    return time !== null && resolveWallClock(date.toPlainDateTime(time), own.timeZone).note === 'gap';
  }
}

function slotOf(channel: Channel, at: Temporal.Instant, note: 'gap' | null): PieceSlot {
  return { channel, scheduledAt: at.toString(), note };
}
