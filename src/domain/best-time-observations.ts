/** One published post and how far it got. `views` at a like age for all: those of posts under three days old say little. */
export interface PastPost {
  publishedAt: Temporal.Instant;
  views: number;
  /** What sort of post it was (`reel`, `image`, …): sorts differ in reach whatever the hour. */
  format: string;
}

/** What an hour of the week did for one post: log views above or below what the account and the format explain. */
export interface HourObservation {
  hourOfWeek: number;
  effect: number;
}

export const HOURS_OF_WEEK = 168;
const MOST_USED = 300;
/** A trend or a format needs about this many posts before it is believed halfway. */
const SHRINKAGE = 4;

/** 0 is Monday 0:00 on the wall of the zone, 167 Sunday 23:00. */
export function hourOfWeek(instant: Temporal.Instant, timeZone: string): number {
  const local = instant.toZonedDateTimeISO(timeZone);
  return (local.dayOfWeek - 1) * 24 + local.hour;
}

/** Posts as observations of hours: y = log(1 + views), less the account's trend in time, less the format's effect. */
export function observationsOf(posts: readonly PastPost[], timeZone: string): HourObservation[] {
  const recent = posts
    .filter(({ views }) => Number.isFinite(views) && views >= 0)
    .toSorted((left, right) => Temporal.Instant.compare(right.publishedAt, left.publishedAt))
    .slice(0, MOST_USED);
  const days = recent.map(({ publishedAt }) => publishedAt.epochMilliseconds / 86_400_000);
  const withoutTrend = lessTrend(
    days,
    recent.map(({ views }) => Math.log1p(views)),
  );
  const effects = lessGroups(
    recent.map(({ format }) => format),
    withoutTrend,
  );
  return recent.map((post, index) => ({
    hourOfWeek: hourOfWeek(post.publishedAt, timeZone),
    effect: effects[index] ?? 0,
  }));
}

/** Residuals of a straight line, its slope shrunk so that three posts do not make a trend. */
function lessTrend(days: readonly number[], values: readonly number[]): number[] {
  const middle = mean(days);
  const level = mean(values);
  let over = 0;
  let under = 0;
  days.forEach((day, index) => {
    over += (day - middle) * ((values[index] ?? 0) - level);
    under += (day - middle) ** 2;
  });
  const shrunk = values.length / (values.length + 2 * SHRINKAGE);
  const slope = under === 0 ? 0 : (over / under) * shrunk;
  return values.map((value, index) => value - level - slope * ((days[index] ?? 0) - middle));
}

function lessGroups(groups: readonly string[], values: readonly number[]): number[] {
  const members = Map.groupBy(
    values.map((value, index) => ({ value, group: groups[index] ?? '' })),
    ({ group }) => group,
  );
  const effects = new Map(
    [...members].map(([group, each]) => [
      group,
      mean(each.map(({ value }) => value)) * (each.length / (each.length + SHRINKAGE)),
    ]),
  );
  return values.map((value, index) => value - (effects.get(groups[index] ?? '') ?? 0));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
