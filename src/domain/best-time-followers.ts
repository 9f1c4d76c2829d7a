/** One day of Instagram's `online_followers`: hours "0".."23" with counts; `{}` or nothing where it does not know. */
export interface OnlineFollowersDay {
  value?: Readonly<Record<string, number>> | null | undefined;
  /** The Pacific midnight that ends the day, as Meta writes it: `2026-11-20T08:00:00+0000`. */
  end_time: string;
}

/** Meta counts its days, and presumably its hours, in Pacific time (instagram.md 13). */
const METAS_ZONE = 'America/Los_Angeles';
const ENOUGH_DAYS = 3;

/**
 * Followers online by hour of the account's own day: 24 averages, or `null` where fewer than three days say anything
 * (accounts under 100 followers get none, the newest days come empty). Days are converted one by one, so a change
 * of clocks in either zone is followed.
 */
export function followersByLocalHour(days: readonly OnlineFollowersDay[], timeZone: string): number[] | null {
  const sums = Array.from({ length: 24 }, () => ({ total: 0, count: 0 }));
  let known = 0;
  for (const { value, end_time: endTime } of days) {
    const counts = Object.entries(value ?? {}).filter(
      ([hour, count]) => /^\d{1,2}$/.test(hour) && Number.isFinite(count),
    );
    const end = instantOf(endTime);
    if (counts.length === 0 || end === null) continue;
    known += 1;
    const day = end.toZonedDateTimeISO(METAS_ZONE).subtract({ minutes: 1 }).toPlainDate();
    for (const [hour, count] of counts) {
      if (Number(hour) > 23) continue;
      const local = day
        .toZonedDateTime({ timeZone: METAS_ZONE, plainTime: { hour: Number(hour) } })
        .withTimeZone(timeZone);
      const sum = sums[local.hour];
      if (!sum) continue;
      sum.total += Math.max(0, count);
      sum.count += 1;
    }
  }
  return known < ENOUGH_DAYS ? null : sums.map(({ total, count }) => (count === 0 ? 0 : total / count));
}

/** Meta writes `+0000`, which ISO-8601 as Temporal reads it accepts; anything else is skipped, not guessed at. */
function instantOf(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}
