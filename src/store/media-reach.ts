import type { ReachProblem } from '../domain/reach-problem.ts';
import { assessEverything } from './note-environment.ts';
import { json, type Database } from './database.ts';

export interface MediaReach {
  publicUrl: string;
  outcome: 'reachable' | 'unreachable' | 'unknown';
  problem: ReachProblem | null;
  /** Failed tests in a row. */
  failures: number;
  /** Whether posts wait for it. */
  holdsUp: boolean;
  testedAt: Temporal.Instant;
}

/** One failed test may be a proxy that was just starting anew. */
const SURE_AFTER = 2;

export async function readMediaReach(database: Database): Promise<MediaReach | null> {
  const row = await database.selectFrom('media_reach').selectAll().executeTakeFirst();
  if (row === undefined) return null;
  const { public_url: publicUrl, outcome, problem, failures, holds_up: holdsUp, tested_at: testedAt } = row;
  return { publicUrl, outcome, problem: problem as ReachProblem | null, failures, holdsUp, testedAt };
}

/**
 * Writes down what a test found, and has every entry looked at again when posts begin or cease to be held up by it:
 * readiness reads this row (load-facts.ts). Two failed tests in a row hold up posts, or one that a person asked for.
 * Answers whether that has changed.
 */
export async function noteMediaReach(
  database: Database,
  found: Pick<MediaReach, 'publicUrl' | 'outcome' | 'problem'>,
  how: { now: Temporal.Instant; askedFor: boolean },
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const before = await transaction.selectFrom('media_reach').selectAll().forUpdate().executeTakeFirst();
    const isSame = before?.public_url === found.publicUrl;
    const failures = found.outcome === 'unreachable' ? (isSame ? before.failures : 0) + 1 : 0;
    const holdsUp = failures >= SURE_AFTER || (failures > 0 && (how.askedFor || (isSame && before.holds_up)));
    const row = {
      public_url: found.publicUrl,
      outcome: found.outcome,
      problem: found.problem === null ? null : json({ ...found.problem }),
      failures,
      holds_up: holdsUp,
      tested_at: how.now,
    };
    await transaction
      .insertInto('media_reach')
      .values(row)
      .onConflict((conflict) => conflict.column('only_row').doUpdateSet(row))
      .execute();
    if (holdsUp === (before?.holds_up ?? false)) return false;
    await assessEverything(transaction, how.now);
    return true;
  });
}
