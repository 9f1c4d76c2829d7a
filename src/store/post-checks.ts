import type { Channel } from '../contract/channel.ts';
import { refuse } from '../contract/problem.ts';
import { isBefore } from '../domain/clock.ts';
import { refusalOf } from '../domain/publish-job.ts';
import type { DatabaseTransaction } from './database.ts';
import { sameInstant, type LockedEntry } from './post-entries.ts';
import type { EntryFields, PostFields, WriteContext, WriteIntent } from './post-fields.ts';

/** A minute that is just passing still counts as now: time fields know no seconds. */
const PAST_GRACE_SECONDS = 60;

export async function checkAssets(transaction: DatabaseTransaction, context: WriteContext, fields: PostFields) {
  const wanted = [
    ...new Set([...(fields.assetIds ?? []), ...(fields.cover?.assetId === undefined ? [] : [fields.cover.assetId])]),
  ];
  if (wanted.length === 0) return null;
  const owned = await transaction
    .selectFrom('assets')
    .select('id')
    .where('user_id', '=', context.userId)
    .where('id', 'in', wanted)
    .execute();
  const missing = wanted.filter((id) => !owned.some((asset) => asset.id === id));
  if (missing.length === 0) return null;
  return refuse('UNKNOWN_ASSET', 'A file of this post is not in your library; upload it again or take it out.', {
    assetIds: missing,
  });
}

export function checkTimes(
  entries: readonly { channel: Channel; scheduledAt: Temporal.Instant | null }[],
  intent: WriteIntent,
  now: Temporal.Instant,
) {
  if (intent === 'draft' || intent === 'publish_now') return null;
  for (const entry of entries) {
    if (entry.scheduledAt === null) {
      if (intent === 'keep') continue;
      return refuse(
        'TIME_REQUIRED',
        `Choose a time for ${entry.channel === 'ig' ? 'Instagram' : 'TikTok'} before scheduling.`,
      );
    }
    if (isBefore(entry.scheduledAt, now.subtract({ seconds: PAST_GRACE_SECONDS }))) {
      return refuse('TIME_IN_PAST', 'That time has already passed; choose a later one.', {
        scheduledAt: entry.scheduledAt.toString(),
      });
    }
  }
  return null;
}

/** Times that stay as they are may lie in the past: a published entry's does. */
export function changedTimes(
  existing: readonly LockedEntry[],
  entries: readonly EntryFields[] | undefined,
): EntryFields[] {
  return (entries ?? []).filter((entry) => {
    const before = existing.find((each) => each.channel === entry.channel);
    if (before === undefined || before.job === null) return true;
    return !sameInstant(before.scheduled_at, entry.scheduledAt);
  });
}

export function checkStates(
  existing: readonly LockedEntry[],
  fields: PostFields,
  entries: readonly EntryFields[] | undefined,
  intent: WriteIntent,
) {
  const content =
    fields.caption !== undefined ||
    fields.hashtags !== undefined ||
    fields.assetIds !== undefined ||
    fields.cover !== undefined;
  const allPublished = existing.length > 0 && existing.every((entry) => entry.job === 'published');
  for (const entry of existing) {
    if (entry.job === null) continue;
    const wanted = entries?.find((each) => each.channel === entry.channel);
    const touched =
      (entries !== undefined && wanted === undefined) ||
      (wanted !== undefined &&
        (!sameInstant(entry.scheduled_at, wanted.scheduledAt) || !samePayload(entry.payload, wanted.payload)));
    const refusal = refusalOf(entry.job, 'edited');
    if (refusal === null) continue;
    if (entry.job === 'published' ? touched || (content && allPublished) : touched || content || intent !== 'keep')
      return refuse(refusal, REFUSALS[refusal]);
  }
  return null;
}

/** What a person reads when a state stands in the way. */
export const REFUSALS = {
  JOB_IN_FLIGHT: 'The post is being published right now. Wait for the outcome, then change it.',
  OUTCOME_UNKNOWN: 'It may already be live: the platform is being asked. Decide about that first.',
  ALREADY_PUBLISHED: 'The post is live on the platform and cannot be changed from here any more.',
  NOTHING_TO_RETRY: 'It has not been tried yet and goes out at its hour. Move it if it should go out at another.',
} as const;

function samePayload(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): boolean {
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => JSON.stringify(left[key]) === JSON.stringify(right[key]));
}
