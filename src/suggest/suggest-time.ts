import type { Channel } from '../contract/channel.ts';
import type { Locale } from '../contract/me.ts';
import type { BestTimes, Evidence, Signal, TimeOption, TimeSuggestion } from '../contract/suggestion.ts';
import { observationsOf } from '../domain/best-time-observations.ts';
import { bestHours, scaledScores, type BestHours } from '../domain/best-time.ts';
import { nextGoodSlot, type NextSlot } from '../domain/slots-next-good.ts';
import { pickSlots, type Slot } from '../domain/slots.ts';
import { wallClockText } from '../domain/zoned-time.ts';
import type { ChannelTimes, PostContext } from './context.ts';
import { evidence, reason } from './reasons.ts';

const ALTERNATIVES = 3;
const HORIZON_DAYS = 10;

/** The hours of the week of an account, from its own posts, its followers, and the studies. */
export function hoursFor(channel: Channel, times: ChannelTimes): BestHours {
  return bestHours(channel, observationsOf(times.pastPosts, times.timeZone), times.followersByHour);
}

/** One good time a channel and a few others, each with its reason; `null` where no channel has an account's zone. */
export function suggestTime(context: PostContext): TimeSuggestion | null {
  const slots: TimeOption[] = [];
  const alternatives: TimeOption[] = [];
  const signals: Signal[] = [];
  const from = new Map<Evidence['code'], Evidence>();
  for (const channel of context.channels) {
    const times = context.times[channel];
    if (!times) continue;
    const hours = hoursFor(channel, times);
    const found = slotsFor(times, hours, context.now);
    const [first, ...others] = found.map((slot) => optionOf(slot, channel, times, hours, context.locale));
    if (!first) continue;
    slots.push(first);
    alternatives.push(...others);
    signals.push(hours.signal);
    for (const each of timeEvidence(hours, context.locale)) from.set(each.code, each);
  }
  const [first] = slots;
  if (!first) return null;
  const signal = signals.includes('none') ? 'none' : signals.includes('thin') ? 'thin' : 'ok';
  return {
    slots,
    alternatives,
    reason: first.reason,
    source: { kind: 'built_in' },
    evidence: [...from.values()],
    signal,
  };
}

/** The week of a channel for the calendar to show, and the next slots of it (`GET /v1/calendar/best-times`). */
export function describeBestTimes(
  channel: Channel,
  accountId: string | null,
  times: ChannelTimes,
  locale: Locale,
  now: Temporal.Instant,
): BestTimes {
  const hours = hoursFor(channel, times);
  return {
    channel,
    accountId,
    timezone: times.timeZone,
    hours: scaledScores(hours.scores),
    next: slotsFor(times, hours, now).map((slot) => optionOf(slot, channel, times, hours, locale)),
    signal: hours.signal,
    evidence: timeEvidence(hours, locale),
  };
}

/** The next good slot first, then the best of the coming days at a distance from it. */
function slotsFor(times: ChannelTimes, hours: BestHours, now: Temporal.Instant): (Slot | NextSlot)[] {
  const { timeZone, booked, quietHours } = times;
  const search = { scores: hours.scores, timeZone, booked, quietHours };
  const next = nextGoodSlot({ ...search, now });
  if (next === null) return [];
  const window = { ...search, from: now.add({ minutes: 30 }), to: now.add({ hours: HORIZON_DAYS * 24 }) };
  return [next, ...pickSlots({ ...window, booked: [...booked, next.at] }, ALTERNATIVES)];
}

function optionOf(
  slot: Slot | NextSlot,
  channel: Channel,
  times: ChannelTimes,
  hours: BestHours,
  locale: Locale,
): TimeOption {
  return {
    channel,
    scheduledAt: slot.at.toString(),
    localTime: wallClockText(slot.at, times.timeZone),
    timezone: times.timeZone,
    reason: 'relaxed' in slot && slot.relaxed ? reason('time_relaxed', locale) : timeReason(hours, locale),
  };
}

function timeReason(hours: BestHours, locale: Locale): string {
  if (hours.signal === 'ok') return reason('time_ok', locale);
  if (hours.usesFollowers) return reason('time_followers', locale);
  return reason(hours.signal === 'thin' ? 'time_thin' : 'time_none', locale);
}

function timeEvidence(hours: BestHours, locale: Locale): Evidence[] {
  return [
    ...(hours.observed > 0 ? [evidence('past_posts', locale, hours.observed)] : []),
    ...(hours.usesFollowers ? [evidence('followers', locale)] : []),
    ...(hours.signal === 'ok' ? [] : [evidence('studies', locale)]),
  ];
}
