import type { Account } from '../../../../src/contract/account.ts';
import type { Asset } from '../../../../src/contract/asset.ts';
import type { Channel } from '../../../../src/contract/channel.ts';
import type { Entry } from '../../../../src/contract/entry.ts';
import type { Issue } from '../../../../src/contract/issue.ts';
import type { Locale } from '../../../../src/contract/me.ts';
import type { AccountFacts, EntryFacts, ReadinessFacts } from '../../../../src/domain/facts.ts';
import { sayIssue } from '../../../../src/domain/issue-messages.ts';
import { assess } from '../../../../src/domain/readiness.ts';
import type { PostForm } from './post-form.ts';

/** What the form is held against besides itself. */
export interface World {
  now: Temporal.Instant;
  locale: Locale;
  account: Account | null;
  /** Files by id; `null` for one that is gone, absent while it has not been read yet. */
  assets: ReadonlyMap<string, Asset | null>;
  /** The entry as the server last had it. */
  entry: Entry | null;
}

/** Known to the server alone: what became of the job, what it can reach, what else is booked. */
const SERVER_ONLY = new Set([
  'retries_used_up',
  'outcome_unknown',
  'outcome_being_checked',
  'refused_media',
  'refused_content',
  'refused_for_now',
  'refused_permanently',
  'worker_crashed',
  'hour_missed',
  'held_up',
  'media_unreachable',
  'cover_gone',
  'quota_exceeded',
  'inbox_full',
  'channel_publishing_off',
]);

/**
 * Everything to say about one channel while typing: the server's rules run here on what is in the form, and what only
 * the server can know is taken from its last answer.
 */
export function issuesOf(channel: Channel, form: PostForm, world: World): Issue[] {
  if (world.entry?.readiness === 'published') return [];
  const fromServer = (world.entry?.issues ?? []).filter((issue) => SERVER_ONLY.has(issue.code));
  const local = assess(factsOf(channel, form, world)).issues.map((draft) => sayIssue(draft, world.locale));
  const all = [...fromServer, ...local];
  return [...all.filter((issue) => issue.blocking), ...all.filter((issue) => !issue.blocking)];
}

function factsOf(channel: Channel, form: PostForm, world: World): ReadinessFacts {
  const scheduledAt = form[channel].scheduledAt === null ? null : Temporal.Instant.from(form[channel].scheduledAt);
  const entry: EntryFacts =
    channel === 'ig'
      ? { channel, scheduledAt, payload: form.ig.payload }
      : { channel, scheduledAt, payload: form.tiktok.payload };
  return {
    now: world.now,
    entry,
    post: { caption: form.caption, hashtags: form.hashtags, cover: form.cover },
    assets: form.assetIds.flatMap((id) => world.assets.get(id) ?? (world.assets.has(id) ? [null] : [])),
    account: world.account === null ? null : accountFacts(world.account),
    job: null,
    environment: { mediaReach: 'reachable', channelEnabled: { ig: true, tiktok: true } },
  };
}

function accountFacts(account: Account): AccountFacts {
  return {
    status: account.status,
    expiresAt: account.expiresAt === null ? null : Temporal.Instant.from(account.expiresAt),
    refreshable: account.refreshable,
    scopes: account.scopes,
    capabilities: account.capabilities,
    standing: account.standing,
    bookedInWindow: 0,
    suspendedUntil: account.suspendedUntil === null ? null : Temporal.Instant.from(account.suspendedUntil),
  };
}
