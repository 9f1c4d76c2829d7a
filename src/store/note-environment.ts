import { sql } from 'kysely';
import type { EnvironmentFacts } from '../domain/facts.ts';
import { json, type Database, type DatabaseTransaction } from './database.ts';

/**
 * The server's set-up is a fact like any other, but it changes while nothing runs: a channel switched off, a public
 * address given, an app approved. When it is not what the stored readiness was assessed with, accounts take on what the
 * operator says of the app, and every entry is made due for a look.
 * Answers whether it was.
 */
export async function noteEnvironment(
  database: Database,
  environment: EnvironmentFacts,
  now: Temporal.Instant,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { rows } = await sql`
      INSERT INTO assessed_environment (facts) VALUES (${json(environment)})
      ON CONFLICT (only_row) DO UPDATE SET facts = excluded.facts WHERE assessed_environment.facts <> excluded.facts
      RETURNING only_row`.execute(transaction);
    if (rows.length === 0) return false;
    for (const [channel, standing] of Object.entries(environment.appStanding ?? {})) {
      await sql`
        UPDATE channel_accounts SET standing = ${standing}, updated_at = ${now}
        WHERE id IN (SELECT id FROM channel_accounts WHERE channel = ${channel} AND standing <> ${standing} ORDER BY id FOR UPDATE)`.execute(
        transaction,
      );
    }
    await assessEverything(transaction, now);
    return true;
  });
}

/** Makes every entry that may still change due for a look, in one statement. */
export async function assessEverything(transaction: DatabaseTransaction, now: Temporal.Instant): Promise<void> {
  await sql`
    UPDATE calendar_entries SET assess_at = ${now}
    WHERE id IN (SELECT id FROM calendar_entries WHERE readiness <> 'published' AND (assess_at IS NULL OR assess_at > ${now})
      ORDER BY id FOR UPDATE)`.execute(transaction);
}
