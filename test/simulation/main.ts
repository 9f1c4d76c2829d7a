import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describe, join, nothingYet, runLane, type Sum } from './lane.ts';
import { makeDatabase, startOwnPostgres } from './own-postgres.ts';

/**
 * `npm run simulate`: many seeds of test/simulation on a database of its own, one lane a core. A failing seed is
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

const DOCUMENT = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));

if (values.lane === undefined) await lead();
else await follow(values.lane);

/** Starts the database and a process for each lane, and adds up what they say. */
async function lead(): Promise<void> {
  const postgres = await startOwnPostgres({ throwaway: true });
  const begun = performance.now();
  try {
    const lanes = values.seed === undefined ? Number(values.lanes) : 1;
    const urls = await Promise.all(
      Array.from({ length: lanes }, (_, lane) => makeDatabase(postgres.url, `lane_${lane}`)),
    );
    if (values.seed !== undefined) return await replay(urls[0] ?? '', Number(values.seed));
    const sums = await Promise.all(urls.map((url, lane) => startLane(url, lane, lanes)));
    const sum = join(sums);
    const minutes = (performance.now() - begun) / 60_000;
    console.log(table(sum, minutes));
    if (values.record) record(table(sum, minutes));
    process.exitCode = sum.failed.length === 0 ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}

async function replay(url: string, seed: number): Promise<void> {
  await runLane(url, [seed], (report) => {
    console.log(describe(report, Infinity));
    console.log(report.broken.length === 0 ? 'Every promise was kept.' : report.broken.join('\n'));
    process.exitCode = report.broken.length === 0 ? 0 : 1;
  });
}

function startLane(url: string, lane: number, lanes: number): Promise<Sum> {
  const own = ['--lane', `${lane}/${lanes}`, '--seeds', values.seeds, '--from', values.from];
  const child = fork(fileURLToPath(import.meta.url), own, { env: { ...process.env, SIMULATION_DATABASE: url } });
  return new Promise((resolve, reject) => {
    let sum = nothingYet();
    child.on('message', (message) => {
      sum = message as Sum;
    });
    child.on('exit', (code) => (code === 0 ? resolve(sum) : reject(new Error(`lane ${lane} ended with ${code}`))));
  });
}

/** One lane: every n-th seed. The database's address, which holds its password, comes by the environment. */
async function follow(place: string): Promise<void> {
  // Left alone, it ends.
  process.once('disconnect', () => process.exit(1));
  const [lane = 0, lanes = 1] = place.split('/').map(Number);
  const first = Number(values.from);
  const last = first + Number(values.seeds);
  const seeds = function* (): Iterable<number> {
    for (let seed = first + lane; seed < last; seed += lanes) yield seed;
  };
  let done = 0;
  const sum = await runLane(process.env['SIMULATION_DATABASE'] ?? '', seeds(), (report) => {
    done += 1;
    if (report.broken.length > 0) console.log(describe(report, 30));
    if (done % 1000 === 0) console.log(`lane ${lane}: ${done} runs`);
  });
  process.send?.(sum, () => process.exit(0));
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
