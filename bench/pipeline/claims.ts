import pg from 'pg';
import { sql } from 'kysely';
import { claimDueJobs } from '../../src/store/claim-due-jobs.ts';
import { databaseOn, openPool } from '../../src/store/database.ts';
import { releaseClaim } from '../../src/store/record-follow-up.ts';
import { perSecond } from './figures.ts';

const DUE = 10_000;
const ACCOUNTS = 2000;
const BATCH = 8;

/**
 * How many due jobs a worker takes and lays down a second when the table holds `rows`, nearly all of them done with.
 * Two commits each: the claim (eight at a time) and the end.
 */
export async function measureClaims(url: string, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // The rows stand for themselves here, without the posts they would belong to.
  await client.query('SET session_replication_role = replica');
  await client.query(`
    INSERT INTO publish_jobs (calendar_entry_id, user_id, channel, scheduled_at, status, due_at, created_at, updated_at)
    SELECT gen_random_uuid(), ('00000000-0000-4000-8000-' || lpad((n % ${ACCOUNTS})::text, 12, '0'))::uuid, 'ig', now(),
      CASE WHEN n <= ${DUE} THEN 'scheduled' ELSE 'published' END, CASE WHEN n <= ${DUE} THEN now() END, now(), now()
    FROM generate_series(1, ${rows}) n`);
  await client.query('VACUUM ANALYZE publish_jobs');
  await client.end();

  const pool = openPool(url, { max: 4 });
  const database = databaseOn(pool);
  const now = Temporal.Now.instant().add({ seconds: 1 });
  const claim = { now, leaseMs: 600_000, workerId: 'bench', limit: BATCH, perAccount: 3 };
  let done = 0;
  const begun = performance.now();
  const enough = begun + 15_000;
  while (performance.now() < enough) {
    const jobs = await claimDueJobs(database, claim);
    if (jobs.length === 0) break;
    await Promise.all(jobs.map((job) => releaseClaim(database, job, null)));
    done += jobs.length;
  }
  const rate = perSecond(done, begun);
  await sql`TRUNCATE publish_jobs CASCADE`.execute(database);
  await pool.end();
  return rate;
}
