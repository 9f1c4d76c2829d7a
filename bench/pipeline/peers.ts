import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { latenessOf, perSecond, type Lateness } from './figures.ts';

const HERE = import.meta.dirname;
const HANDS = 8;

export interface Figures {
  rate: number;
  burst: Lateness;
}

/** What is used of graphile-worker. */
interface GraphileWorker {
  run(options: object): Promise<{ stop(): Promise<void> }>;
  makeWorkerUtils(options: object): Promise<{ migrate(): Promise<void>; release(): Promise<void> }>;
}

/** What is used of pg-boss. */
interface PgBoss {
  on(event: 'error', listener: () => void): void;
  start(): Promise<unknown>;
  stop(options: object): Promise<void>;
  createQueue(name: string): Promise<void>;
  insert(name: string, jobs: object[]): Promise<unknown>;
  work(name: string, options: object, handler: (jobs: { data: { due: number } }[]) => Promise<void>): Promise<unknown>;
}

/** Installs the peers where that has not been done. */
export function installPeers(): void {
  if (existsSync(join(HERE, 'node_modules/pg-boss'))) return;
  const how = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (spawnSync('npm', how, { cwd: HERE, stdio: 'inherit' }).status !== 0) {
    throw new Error('The peer queues could not be installed.');
  }
}

/** The same in each: a job that does nothing but be done. First `count` at once, then `burst` that fall due in one second. */
export async function measureGraphileWorker(url: string, count: number, burst: number): Promise<Figures> {
  const graphile = load('graphile-worker') as GraphileWorker;
  const silent = { scope: () => silent, error: no, warn: no, info: no, debug: no, log: no };
  const utils = await graphile.makeWorkerUtils({ connectionString: url, logger: silent });
  await utils.migrate();
  await utils.release();
  const server = new pg.Pool({ connectionString: url, max: 1 });
  let late: number[] = [];
  const begin = () =>
    graphile.run({
      connectionString: url,
      concurrency: HANDS,
      pollInterval: 1000,
      noHandleSignals: true,
      logger: silent,
      taskList: { trivial: (payload: { due: number }) => void late.push(Date.now() - payload.due) },
    });
  const add = (many: number, from: number, stepMs: number) =>
    server.query(
      `SELECT count(graphile_worker.add_job('trivial', json_build_object('due', $2::float8 + n * $3::float8),
        run_at := to_timestamp(($2::float8 + n * $3::float8) / 1000))) FROM generate_series(0, $1::int - 1) n`,
      [many, from, stepMs],
    );
  await add(count, Date.now() - 1000, 0);
  const begun = performance.now();
  let runner = await begin();
  while (late.length < count) await pause(5);
  const rate = perSecond(count, begun);
  await runner.stop();

  late = [];
  await add(burst, Date.now() + 3000, 1000 / burst);
  runner = await begin();
  while (late.length < burst) await pause(20);
  await runner.stop();
  await server.end();
  return { rate, burst: latenessOf(late) };
}

export async function measurePgBoss(url: string, count: number, burst: number): Promise<Figures> {
  const loaded = load('pg-boss') as { PgBoss: new (options: object) => PgBoss };
  const boss = new loaded.PgBoss({ connectionString: url, max: 10 });
  boss.on('error', no);
  await boss.start();
  await boss.createQueue('trivial');
  let late: number[] = [];
  const add = (many: number, from: number, stepMs: number) =>
    boss.insert(
      'trivial',
      Array.from({ length: many }, (_, index) => ({
        data: { due: from + index * stepMs },
        startAfter: new Date(from + index * stepMs),
      })),
    );
  const begin = () =>
    // Half a second is the shortest pause it allows.
    boss.work('trivial', { pollingIntervalSeconds: 0.5, batchSize: HANDS }, (jobs) => {
      for (const job of jobs) late.push(Date.now() - job.data.due);
      return Promise.resolve();
    });
  await add(count, Date.now() - 1000, 0);
  const begun = performance.now();
  for (let hand = 0; hand < HANDS; hand += 1) await begin();
  while (late.length < count) await pause(5);
  const rate = perSecond(count, begun);

  late = [];
  await add(burst, Date.now() + 3000, 1000 / burst);
  while (late.length < burst) await pause(20);
  await boss.stop({ graceful: false });
  return { rate, burst: latenessOf(late) };
}

/** Installed beside the bench, not with Punctual. */
function load(name: string): unknown {
  return createRequire(import.meta.url)(name);
}

function no(): void {
  // The peers talk a lot.
}
