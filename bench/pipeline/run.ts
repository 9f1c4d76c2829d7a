import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDatabase, startOwnPostgres } from '../../test/simulation/own-postgres.ts';
import { measureBareCommits } from './bare-commits.ts';
import { measureClaims } from './claims.ts';
import type { Lateness } from './figures.ts';
import { Ours } from './ours.ts';
import { installPeers, measureGraphileWorker, measurePgBoss, type Figures } from './peers.ts';

const JOBS = Number(process.env['BENCH_JOBS'] ?? 2000);
const BURST = 1000;
const IDLE = { posts: 40, everyMs: 500 };
const HANDS = 8;
const ROWS = Number(process.env['BENCH_ROWS'] ?? 5_000_000);
const DOCUMENT = join(import.meta.dirname, '../../docs/reliability.md');

interface Result {
  commits: number;
  ours: { rate: number; idle: Lateness; burst: Lateness };
  claims: { few: number; many: number };
  peers: Record<string, Figures>;
}

/**
 * The pipeline beside bare commits and two queues, on one PostgreSQL that writes to disk, in one run. Ours does all of a
 * publication (preflight, attempt, checkpoint, outcome, readiness); the peers' jobs do nothing. `BENCH_ROWS` and
 * `BENCH_JOBS` make it smaller; `--record` writes the table into docs/reliability.md.
 */
export async function run(): Promise<void> {
  installPeers();
  const postgres = await startOwnPostgres({ throwaway: false });
  try {
    const database = (name: string) => {
      process.stderr.write(`measuring: ${name}\n`);
      return makeDatabase(postgres.url, name);
    };
    const commits = await measureBareCommits(await database('bare'), 8 * JOBS, HANDS);
    const ours = await measureOurs(await database('ours'));
    const claims = {
      few: await measureClaims(await database('few'), 10_000),
      many: await measureClaims(await database('many'), ROWS),
    };
    const peers = {
      'graphile-worker': await measureGraphileWorker(await database('graphile'), JOBS, BURST),
      'pg-boss': await measurePgBoss(await database('boss'), JOBS, BURST),
    };
    const result: Result = { commits, ours, claims, peers };
    const report = reportOf(result);
    process.stdout.write(`${report}\n`);
    const results = join(import.meta.dirname, '../results');
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, 'pipeline.json'), JSON.stringify(result, null, 2));
    if (process.argv.includes('--record')) record(report);
  } finally {
    await postgres.stop();
  }
}

async function measureOurs(url: string): Promise<Result['ours']> {
  const ours = new Ours(url);
  await ours.settle();
  await ours.schedule(JOBS, Temporal.Now.instant(), 0);
  const { rate } = await ours.work(JOBS);
  await ours.schedule(IDLE.posts, soon(), IDLE.everyMs);
  const idle = await ours.work(IDLE.posts);
  await ours.schedule(BURST, soon(), 1000 / BURST);
  const burst = await ours.work(BURST);
  await ours.close();
  return { rate, idle: idle.lateness, burst: burst.lateness };
}

function soon(): Temporal.Instant {
  return Temporal.Now.instant().add({ seconds: 3 });
}

function rounded(value: number): string {
  return value.toFixed(0);
}

function reportOf({ commits, ours, claims, peers }: Result): string {
  const share = (value: number) => (value / commits).toFixed(2);
  const late = ({ p50, p99 }: Lateness) => `${rounded(p50)} / ${rounded(p99)} ms`;
  const rows = [
    ['bare commits', rounded(commits), '1.00', ''],
    ['Punctual, whole publications, platform answers at once', rounded(ours.rate), share(ours.rate), late(ours.burst)],
    ['Punctual, claim and end alone, 10,000 rows', rounded(claims.few), share(claims.few), ''],
    [`Punctual, claim and end alone, ${ROWS.toLocaleString('en')} rows`, rounded(claims.many), share(claims.many), ''],
    ...Object.entries(peers).map(([name, peer]) => [
      `${name}, empty jobs`,
      rounded(peer.rate),
      share(peer.rate),
      late(peer.burst),
    ]),
  ];
  return [
    `| ${HANDS} at a time | a second | to bare commits | lateness p50 / p99, ${BURST} due in one second |`,
    '| --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `Punctual when idle, one post every ${IDLE.everyMs} ms: ${late(ours.idle)} late (p50 / p99).`,
  ].join('\n');
}

/** Puts the result between its marks in the document. */
function record(report: string): void {
  const marked = /(<!-- bench-pipeline -->\n)[\s\S]*?(\n<!-- \/bench-pipeline -->)/;
  const document = readFileSync(DOCUMENT, 'utf8');
  writeFileSync(
    DOCUMENT,
    document.replace(marked, (_, begin: string, end: string) => `${begin}\n${report}\n${end}`),
  );
}
