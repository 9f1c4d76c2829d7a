/** tiktok.md 7: how long TikTok may take before nobody knows, and how long asking on makes sense. */
const OVERDUE_MINUTES = 60;
const ASKING_HOURS = 24;

/** Pauses of the first polls, in seconds; then every 15, after 10 minutes every 60 (tiktok.md 7). */
const FIRST_POLLS_SECONDS = [3, 8, 16, 29];
/** When the public post id is asked for, in minutes after the post; then hourly (tiktok.md 7). */
const POST_ID_MINUTES = [1, 2, 5, 15, 60];

/** When to ask next what became of a post that TikTok has been processing `since`. Counts from there, so nothing need be remembered. */
export function nextPollAt(since: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const elapsed = secondsBetween(since, now);
  const early = FIRST_POLLS_SECONDS.find((second) => second > elapsed);
  if (early !== undefined) return since.add({ seconds: early });
  if (elapsed < 600) return now.add({ seconds: 15 });
  return isOverdue(since, now) ? now.add({ hours: 1 }) : now.add({ seconds: 60 });
}

/** Posts have stayed in processing for longer than half an hour without ever failing; after an hour nobody knows. */
export function isOverdue(since: Temporal.Instant, now: Temporal.Instant): boolean {
  return secondsBetween(since, now) >= OVERDUE_MINUTES * 60;
}

/** Asking on would not tell more. */
export function isHopeless(since: Temporal.Instant, now: Temporal.Instant): boolean {
  return secondsBetween(since, now) >= ASKING_HOURS * 3600;
}

/** When to ask next for the id of a public post; `null` after 24 hours. */
export function nextPostIdAt(postedAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant | null {
  const elapsed = secondsBetween(postedAt, now);
  const early = POST_ID_MINUTES.find((minute) => minute * 60 > elapsed);
  if (early !== undefined) return postedAt.add({ minutes: early });
  return isHopeless(postedAt, now) ? null : now.add({ hours: 1 });
}

/**
 * When to look next whether the creator has finished a draft: hourly for a day, then four times a day for a week. How
 * long a draft lives is not documented (tiktok.md 5.6), and most are finished at once or never.
 */
export function nextDraftLookAt(deliveredAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant | null {
  const hours = secondsBetween(deliveredAt, now) / 3600;
  if (hours < 24) return now.add({ hours: 1 });
  return hours < 7 * 24 ? now.add({ hours: 6 }) : null;
}

function secondsBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return (to.epochMilliseconds - from.epochMilliseconds) / 1000;
}
