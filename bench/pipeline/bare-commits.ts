import pg from 'pg';
import { perSecond } from './figures.ts';

/** What the server can do at all: transactions that write one row, `hands` at a time, each commit on disk before the next. */
export async function measureBareCommits(url: string, count: number, hands: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: hands });
  await pool.query('CREATE TABLE IF NOT EXISTS bare (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz)');
  let left = count;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (left -= 1; left >= 0; left -= 1) await pool.query('INSERT INTO bare (at) VALUES (now())');
    }),
  );
  const rate = perSecond(count, begun);
  await pool.end();
  return rate;
}
