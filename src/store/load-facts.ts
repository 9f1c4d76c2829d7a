import { sql } from 'kysely';
import { InstagramPayload, TiktokPayload } from '../contract/payload.ts';
import type { AccountStatus, AppStanding, Capabilities } from '../contract/account.ts';
import type { AssetKind, Crop, VideoFacts } from '../contract/asset.ts';
import type { Channel } from '../contract/channel.ts';
import type { Readiness } from '../contract/issue.ts';
import type { JobStatus } from '../contract/job.ts';
import type { Cover } from '../contract/post.ts';
import type {
  AccountFacts,
  AssetOfEntry,
  Attention,
  EntryFacts,
  EnvironmentFacts,
  ReadinessFacts,
} from '../domain/facts.ts';
import type { IssueDraft } from '../domain/issues.ts';
import { isAfter } from '../domain/clock.ts';
import type { DatabaseTransaction } from './database.ts';
import { postTitle } from './post-title.ts';
import type { Sent } from './schema.ts';

export interface EntryWithFacts {
  id: string;
  userId: string;
  postId: string;
  accountId: string | null;
  title: string;
  /** The account's zone; the creator's own where no account is linked. */
  timezone: string;
  stored: { readiness: Readiness; issues: IssueDraft[]; assessAt: Temporal.Instant | null };
  facts: ReadinessFacts;
}

/**
 * Everything the readiness of these entries depends on, in one statement however many they are.
 * The caller holds the entries' row locks; see reassess.ts for why.
 */
export async function loadFacts(
  transaction: DatabaseTransaction,
  entryIds: readonly string[],
  environment: EnvironmentFacts,
  now: Temporal.Instant,
): Promise<EntryWithFacts[]> {
  const { rows } = await sql<FactRow>`
    SELECT e.id, e.user_id, coalesce(a.timezone, u.timezone, 'UTC') AS timezone, e.post_id, e.channel, e.payload, e.scheduled_at, e.readiness, e.issues, e.assess_at,
      p.caption, p.hashtags, p.cover, c.asset_id IS NOT NULL AS has_cover, c.kind AS cover_kind, ${postTitle} AS title,
      a.id AS account_id, a.status AS account_status, a.expires_at, a.scopes, a.capabilities, a.standing, a.posting_suspended_until,
      a.refresh_token_encrypted IS NOT NULL AS has_refresh_token, a.refresh_failures,
      j.status AS job_status, j.unknown_since, j.next_attempt_at, j.attention, j.sent,
      coalesce((
        SELECT jsonb_agg(
          CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('id', s.id, 'kind', s.kind, 'mimeType', s.mime_type,
            'sizeBytes', s.bytes, 'width', s.width, 'height', s.height, 'crop', s.crop, 'video', s.facts -> 'video') END
          ORDER BY pa.position)
        FROM post_assets pa LEFT JOIN assets s ON s.id = pa.asset_id AND s.user_id = e.user_id
        WHERE pa.post_id = e.post_id), '[]') AS assets,
      coalesce((SELECT m.holds_up FROM media_reach m), false) AS cannot_be_reached,
      ${bookedInWindow} AS booked_in_window
    FROM calendar_entries e
    JOIN posts p ON p.id = e.post_id
    LEFT JOIN channel_accounts a ON a.user_id = e.user_id AND a.channel = e.channel AND a.unlinked_at IS NULL
    LEFT JOIN user_preferences u ON u.user_id = e.user_id
    LEFT JOIN publish_jobs j ON j.calendar_entry_id = e.id
    LEFT JOIN LATERAL (
      SELECT w.asset_id, s.kind FROM (SELECT coalesce(e.payload ->> 'coverAssetId', p.cover ->> 'assetId') AS asset_id) w
      LEFT JOIN assets s ON s.id = w.asset_id::uuid AND s.user_id = e.user_id
    ) c ON true
    WHERE e.id = ANY(${entryIds}::uuid[])`.execute(transaction);
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    postId: row.post_id,
    accountId: row.account_id,
    title: row.title,
    timezone: row.timezone,
    stored: { readiness: row.readiness, issues: row.issues, assessAt: row.assess_at },
    facts: factsOf(row, environment, now),
  }));
}

/**
 * How many other posts of the account of entry `e` are booked in the 24 hours before it. Drafts for TikTok's inbox are
 * not posts: they count among themselves, until the creator is known to have posted them, which is when they get a
 * link. An order that has stopped takes no place, unless it may be live; nor does what went out before the account was
 * linked (`a`), with another one. Whatever changes one of these facts assesses
 * the entries after it as well: reassess-around.ts.
 *
 * Counted by the jobs, which stand at their entries' times: an entry is looked up only where its mode matters, as a shift
 * of thousands asks this of each.
 */
export const bookedInWindow = sql<number>`(
  SELECT count(*)::int FROM publish_jobs oj
  WHERE oj.user_id = e.user_id AND oj.channel = e.channel AND oj.calendar_entry_id <> e.id
    AND oj.scheduled_at > e.scheduled_at - interval '24 hours' AND oj.scheduled_at <= e.scheduled_at
    AND (oj.scheduled_at, oj.calendar_entry_id) < (e.scheduled_at, e.id)
    AND (oj.published_at IS NULL OR a.created_at IS NULL OR oj.published_at >= a.created_at)
    AND (oj.status <> 'needs_attention' OR oj.unknown_since IS NOT NULL)
    AND (oj.channel <> 'tiktok' OR EXISTS (SELECT 1 FROM calendar_entries o
      WHERE o.id = oj.calendar_entry_id AND coalesce(o.payload ->> 'mode', 'direct') = coalesce(e.payload ->> 'mode', 'direct')
        AND (o.payload ->> 'mode' IS DISTINCT FROM 'inbox' OR oj.permalink IS NULL))))`;

interface FactRow {
  id: string;
  /** The last reach test found our media unreachable, for sure. */
  cannot_be_reached: boolean;
  user_id: string;
  post_id: string;
  channel: Channel;
  payload: unknown;
  scheduled_at: Temporal.Instant | null;
  readiness: Readiness;
  issues: IssueDraft[];
  assess_at: Temporal.Instant | null;
  caption: string;
  title: string;
  timezone: string;
  has_cover: boolean;
  cover_kind: AssetKind | null;
  hashtags: string[];
  cover: Cover | null;
  account_id: string | null;
  account_status: AccountStatus;
  expires_at: Temporal.Instant | null;
  scopes: string[];
  capabilities: Capabilities;
  standing: AppStanding;
  posting_suspended_until: Temporal.Instant | null;
  has_refresh_token: boolean;
  refresh_failures: number;
  job_status: JobStatus | null;
  unknown_since: Temporal.Instant | null;
  next_attempt_at: Temporal.Instant | null;
  attention: Attention | null;
  sent: Sent | null;
  assets: (AssetRow | null)[];
  booked_in_window: number;
}

interface AssetRow {
  id: string;
  kind: AssetKind;
  mimeType: string;
  sizeBytes: number;
  width: number;
  height: number;
  crop: Crop | null;
  video: VideoFacts | null;
}

function factsOf(row: FactRow, environment: EnvironmentFacts, now: Temporal.Instant): ReadinessFacts {
  return {
    now,
    entry: entryFacts(row),
    post: { caption: row.caption, hashtags: row.hashtags, cover: row.cover },
    assets: row.assets satisfies readonly (AssetOfEntry | null)[],
    ...(row.has_cover ? { coverAsset: row.cover_kind ?? 'gone' } : {}),
    account: row.account_id === null ? null : accountFacts(row, now),
    job:
      row.job_status === null
        ? null
        : {
            status: row.job_status,
            unknownSince: row.unknown_since,
            nextAttemptAt: row.next_attempt_at,
            attention: row.attention,
            ...(row.sent?.firstComment === undefined ? {} : { firstComment: row.sent.firstComment }),
          },
    environment: row.cannot_be_reached ? { ...environment, mediaReach: 'unreachable' } : environment,
  };
}

function entryFacts(row: FactRow): EntryFacts {
  // Payloads were validated when they were written; parsing again fills in TikTok's defaults for rows older than a field.
  return row.channel === 'ig'
    ? { channel: 'ig', scheduledAt: row.scheduled_at, payload: InstagramPayload.parse(row.payload) }
    : { channel: 'tiktok', scheduledAt: row.scheduled_at, payload: TiktokPayload.parse(row.payload) };
}

function accountFacts(row: FactRow, now: Temporal.Instant): AccountFacts {
  return {
    status: row.account_status,
    expiresAt: row.expires_at,
    refreshable: canBeRefreshed(
      row.channel,
      { hasRefreshToken: row.has_refresh_token, expiresAt: row.expires_at, failures: row.refresh_failures },
      now,
    ),
    scopes: row.scopes,
    capabilities: row.capabilities,
    standing: row.standing,
    bookedInWindow: row.booked_in_window,
    suspendedUntil: row.posting_suspended_until,
  };
}

/** After this many refused or unanswered refreshes, about an hour of them, nobody counts on the next one. */
const HOPELESS_AFTER_FAILURES = 6;

/**
 * TikTok's refresh token outlives the access token; Instagram prolongs a living token only (tiktok.md 2.2, instagram.md
 * 2.4). A refresh that has failed until long after the token's end is not promised any more.
 */
export function canBeRefreshed(
  channel: Channel,
  tokens: { hasRefreshToken: boolean; expiresAt: Temporal.Instant | null; failures?: number },
  now: Temporal.Instant,
): boolean {
  const lives = tokens.expiresAt !== null && isAfter(tokens.expiresAt, now);
  if (channel === 'ig') return lives;
  return tokens.hasRefreshToken && (lives || (tokens.failures ?? 0) < HOPELESS_AFTER_FAILURES);
}
