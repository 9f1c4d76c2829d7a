import { fork, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describe, join, nothingYet, runLane, type Sum } from './lane.ts';
import { makeDatabase, startOwnPostgres } from './own-postgres.ts';

/**
 * `npm run simulate`: many seeds of test/simulation one lane a core, each on a database server of its own. A failing seed is
 * printed as it happens. `--seed 123` runs one alone and tells all its steps; `--seeds`, `--from` and `--lanes` choose others;
 * `--record` writes the result into docs/reliability.md.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100000' },
    from: { type: 'string', default: '1' },
    lanes: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string' },
    record: { type: 'boolean', default: false },
    lane: { type: 'string' },
  },
});

/** A long run is done in blocks, so that its result so far stands in the document whatever ends it. */
const BLOCK = 2_500;

/** A run takes a tenth of a second: one that takes so long waits for something that will not come. In real milliseconds. */
const LONGEST_SEED_MS = 180_000;

const DOCUMENT = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));

if (values.lane === undefined) await lead();
else await follow(values.lane);

/** Starts a process for each lane, block after block, and adds up what they say. */
async function lead(): Promise<void> {
  if (values.seed !== undefined) return replay(Number(values.seed));
  const begun = performance.now();
  const lanes = Number(values.lanes);
  const first = Number(values.from);
  const end = first + Number(values.seeds);
  let sum = nothingYet();
  for (let from = first; from < end; from += BLOCK) {
    const block = { from, seeds: Math.min(BLOCK, end - from), lanes };
    sum = join([sum, ...(await Promise.all(Array.from({ length: lanes }, (_, lane) => startLane(lane, block))))]);
    const result = table(sum, (performance.now() - begun) / 60_000);
    if (values.record) record(result);
    console.log(`${sum.seeds} runs, ${sum.failed.length} with a broken promise`);
    if (from + BLOCK >= end) console.log(result);
  }
  process.exitCode = sum.failed.length === 0 ? 0 : 1;
}

async function replay(seed: number): Promise<void> {
  await onOwnDatabase((url) =>
    runLane(url, [seed], (report) => {
      console.log(describe(report, Infinity));
      console.log(report.broken.length === 0 ? 'Every promise was kept.' : report.broken.join('\n'));
      process.exitCode = report.broken.length === 0 ? 0 : 1;
    }),
  );
}

function startLane(lane: number, block: { from: number; seeds: number; lanes: number }): Promise<Sum> {
  const own = ['--lane', `${lane}/${block.lanes}`, '--seeds', String(block.seeds), '--from', String(block.from)];
  const child = fork(fileURLToPath(import.meta.url), own, onOneCore(lane));
  return new Promise((resolve, reject) => {
    let sum = nothingYet();
    child.on('message', (message) => {
      sum = message as Sum;
    });
    child.on('exit', (code) => (code === 0 ? resolve(sum) : reject(new Error(`lane ${lane} ended with ${code}`))));
  });
}

/**
 * A lane and its database take turns, never working at the same time: on one core each goes on at once when the other is
 * done, without the waking of another core, which takes a third of the time. Where that can be had (Linux).
 */
function onOneCore(lane: number): { execPath?: string; execArgv?: string[] } {
  const core = String(lane % availableParallelism());
  if (spawnSync('taskset', ['--cpu-list', core, process.execPath, '--version']).status !== 0) return {};
  return { execPath: 'taskset', execArgv: ['--cpu-list', core, process.execPath, ...process.execArgv] };
}

/** One lane: every n-th seed. */
async function follow(place: string): Promise<void> {
  // Left alone, it ends.
  process.once('disconnect', () => process.exit(1));
  const [lane = 0, lanes = 1] = place.split('/').map(Number);
  const first = Number(values.from);
  const last = first + Number(values.seeds);
  const seeds = function* (): Iterable<number> {
    for (let seed = first + lane; seed < last; seed += lanes) {
      const patience = setTimeout(() => {
        console.log(`seed ${seed} has stood still for minutes`);
        process.exit(1);
      }, LONGEST_SEED_MS);
      yield seed;
      clearTimeout(patience);
    }
  };
  const sum = await onOwnDatabase((url) =>
    runLane(url, seeds(), (report) => {
      if (report.broken.length > 0) console.log(describe(report, 30));
    }),
  );
  process.send?.(sum, () => process.exit(0));
}

async function onOwnDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const postgres = await startOwnPostgres({ throwaway: true });
  try {
    return await work(await makeDatabase(postgres.url, 'simulation'));
  } finally {
    await postgres.stop();
  }
}

function table(sum: Sum, minutes: number): string {
  const waiting = Object.entries(sum.waiting)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
  return [
    '| what | how many |',
    '| --- | --- |',
    `| runs (seeds ${values.from} to ${Number(values.from) + sum.seeds - 1}) | ${sum.seeds} |`,
    `| steps (statements and platform calls, each a place to die) | ${sum.steps} |`,
    `| deaths of a worker | ${sum.deaths} |`,
    `| entries published exactly once | ${sum.published} |`,
    `| entries taken off the calendar by their creator | ${sum.withdrawn} |`,
    `| entries waiting for a person, by reason | ${waiting} |`,
    `| runs with a broken promise | ${sum.failed.length}${sum.failed.length === 0 ? '' : `: ${sum.failed.map(({ seed }) => seed).join(', ')}`} |`,
    `| minutes | ${minutes.toFixed(0)} |`,
  ].join('\n');
}

/** Puts the result between its marks in the document. */
function record(result: string): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const marked = /(<!-- simulation -->\n)[\s\S]*?(\n<!-- \/simulation -->)/;
  writeFileSync(
    DOCUMENT,
    text.replace(marked, (_, begin: string, end: string) => `${begin}\n${result}\n${end}`),
  );
}
