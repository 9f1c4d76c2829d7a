import { sql } from 'kysely';
import type { Channel } from '../contract/channel.ts';
import type { Readiness } from '../contract/issue.ts';
import { nextAssessmentAt } from '../domain/assessment-schedule.ts';
import type { EnvironmentFacts } from '../domain/facts.ts';
import type { IssueCode, IssueDraft } from '../domain/issues.ts';
import { assess } from '../domain/readiness.ts';
import type { DatabaseTransaction } from './database.ts';
import { loadFacts } from './load-facts.ts';
import { followWithAlerts, type AlertWhen } from './raise-alerts.ts';

export interface Reassessed {
  id: string;
  userId: string;
  postId: string;
  accountId: string | null;
  channel: Channel;
  scheduledAt: Temporal.Instant | null;
  /** Where the account lives; people are told times in it. */
  timezone: string;
  /** When this look was planned, or a later one if a fact came before it. */
  plannedAt: Temporal.Instant | null;
  isDraft: boolean;
  /** The job has stopped: the entry did not go out, and will not without a person. */
  waitsForPerson: boolean;
  title: string;
  before: Readiness;
  /** The first issue before; `null` where there was none. */
  codeBefore: IssueCode | null;
  after: Readiness;
  issues: IssueDraft[];
}

/** Which entries a fact reaches. */
export type Reach =
  | { entryIds: readonly string[] }
  | { postIds: readonly string[] }
  | { assetIds: readonly string[] }
  | { account: { userId: string; channel: Channel } };

/**
 * Assesses every entry a changed fact reaches and stores what comes out, in the transaction that changes the fact.
 * One statement locks, one reads, one writes, for one entry or ten thousand.
 *
 * The locks come first and in a statement of their own: whoever changes another fact of the same entry either
 * commits before our read sees it, or waits for us and reads ours. So the stored value always follows the last fact.
 */
export async function reassess(
  transaction: DatabaseTransaction,
  reach: Reach,
  environment: EnvironmentFacts,
  now: Temporal.Instant,
  alerts: AlertWhen = 'changed',
): Promise<Reassessed[]> {
  const results = await storeAssessments(transaction, reach, environment, now);
  const accounts = 'account' in reach ? [reach.account] : [];
  if (results.length + accounts.length > 0) {
    await followWithAlerts(transaction, [{ results, when: alerts }], now, { accounts });
  }
  return results;
}

/** The same without its alerts, for callers that assess in several steps and raise them at the end. */
export async function storeAssessments(
  transaction: DatabaseTransaction,
  reach: Reach,
  environment: EnvironmentFacts,
  now: Temporal.Instant,
): Promise<Reassessed[]> {
  const ids = await lockReached(transaction, reach);
  if (ids.length === 0) return [];
  const entries = await loadFacts(transaction, ids, environment, now);
  const results: Reassessed[] = [];
  const changed: { id: string; readiness: Readiness; issues: IssueDraft[]; assessAt: string | null }[] = [];
  for (const entry of entries) {
    const { readiness, issues } = assess(entry.facts);
    const assessAt = nextAssessmentAt(entry.facts)?.toString() ?? null;
    const { stored } = entry;
    if (
      stored.readiness !== readiness ||
      stored.assessAt?.toString() !== (assessAt ?? undefined) ||
      !sameIssues(stored.issues, issues)
    ) {
      changed.push({ id: entry.id, readiness, issues, assessAt });
    }
    results.push({
      id: entry.id,
      userId: entry.userId,
      postId: entry.postId,
      accountId: entry.accountId,
      channel: entry.facts.entry.channel,
      scheduledAt: entry.facts.entry.scheduledAt,
      timezone: entry.timezone,
      plannedAt: stored.assessAt,
      isDraft: entry.facts.job === null,
      waitsForPerson: entry.facts.job?.status === 'needs_attention',
      title: entry.title,
      before: stored.readiness,
      codeBefore: stored.issues[0]?.code ?? null,
      after: readiness,
      issues,
    });
  }
  if (changed.length > 0) {
    await sql`
      UPDATE calendar_entries e
      SET readiness = c.readiness, issues = c.issues, assess_at = c."assessAt"
      FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS c(id uuid, readiness text, issues jsonb, "assessAt" timestamptz)
      WHERE e.id = c.id`.execute(transaction);
  }
  return results;
}

/** Locks the entries a fact reaches, in the order everybody does. */
export async function lockReached(transaction: DatabaseTransaction, reach: Reach): Promise<string[]> {
  const condition =
    'entryIds' in reach
      ? sql`e.id = ANY(${reach.entryIds}::uuid[])`
      : 'postIds' in reach
        ? sql`e.post_id = ANY(${reach.postIds}::uuid[])`
        : 'assetIds' in reach
          ? sql`(e.post_id IN (SELECT post_id FROM post_assets WHERE asset_id = ANY(${reach.assetIds}::uuid[]))
              OR e.post_id IN (SELECT id FROM posts WHERE cover ->> 'assetId' = ANY(${reach.assetIds}::text[]))
              OR e.payload ->> 'coverAssetId' = ANY(${reach.assetIds}::text[]))`
          : sql`e.user_id = ${reach.account.userId} AND e.channel = ${reach.account.channel} AND e.readiness <> 'published'`;
  const { rows } = await sql<{
    id: string;
  }>`SELECT e.id FROM calendar_entries e WHERE ${condition} ORDER BY e.id FOR UPDATE`.execute(transaction);
  return rows.map((row) => row.id);
}

function sameIssues(left: readonly IssueDraft[], right: readonly IssueDraft[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((draft, index) => {
    const other = right[index];
    if (other === undefined || other.code !== draft.code) return false;
    const keys = Object.keys(draft.params);
    return (
      keys.length === Object.keys(other.params).length && keys.every((key) => draft.params[key] === other.params[key])
    );
  });
}
