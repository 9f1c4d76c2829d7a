import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { BrowserContext } from 'playwright-core';
import { buildWebClientIfStale } from '../../scripts/build-web-client.ts';
import { insertEntries } from '../../test/e2e/calendar-entries.ts';
import { launchBrowser } from '../../test/support/browser.ts';
import { measureApiWindow, type ApiFigures } from './api-window.ts';
import { measure, type Candidate, type Figures, type Month } from './measure.ts';
import { buildPeerPages } from './peers.ts';
import { reportOf, type Row } from './report.ts';
import { setBenchStage, ZONE, type BenchStage } from './stage.ts';

const SIZES = [200, 1000, 5000];
const ROUNDS = 3;

/**
 * Punctual's month beside FullCalendar's and an empty grid, in one browser, in turns, over the same API and the same
 * entries. Prints a report and keeps the figures in bench/results/calendar.json.
 */
export async function run(): Promise<void> {
  if (!buildWebClientIfStale()) throw new Error('The web client could not be built.');
  const stage = await setBenchStage();
  try {
    const months = new Map<number, Month>();
    for (const [index, size] of SIZES.entries()) months.set(size, await fill(stage, size, index + 1));
    // What autovacuum does within a minute of so many rows: a plan made without statistics lasts no longer.
    await sql`ANALYZE`.execute(stage.foundation.database);
    const rows = await measureInTurns(stage, months);
    const thousand = months.get(1000);
    if (thousand === undefined) throw new Error('No month of a thousand was filled.');
    // The browser has been closed: on few processors it would be in the server's way.
    const rounds: ApiFigures[] = [];
    while (rounds.length < ROUNDS) rounds.push(await measureApiWindow(stage, thousand));
    const api = rounds.reduce((best, figures) => (figures.p99 < best.p99 ? figures : best));
    say(reportOf(rows, api));
    const results = join(import.meta.dirname, '../results');
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, 'calendar.json'), JSON.stringify({ rows, api }, null, 2));
  } finally {
    await stage.close();
  }
}

/** Every candidate's figures for every month. In turns, so that what else the machine does strikes all of them alike. */
async function measureInTurns(stage: BenchStage, months: ReadonlyMap<number, Month>): Promise<Row[]> {
  const [pages, browser] = [await buildPeerPages(), await launchBrowser()];
  try {
    const context = await signedIn(stage, await browser.newContext({ ...SCREEN }));
    await pages.serveIn(context);
    const rows: Row[] = [];
    for (const [size, month] of months) {
      const taken = new Map<string, Figures[]>(candidatesOf(stage.url).map(({ name }) => [name, []]));
      for (let round = 0; round < ROUNDS; round += 1)
        for (const candidate of candidatesOf(stage.url))
          taken.get(candidate.name)?.push(await measure(context, candidate, month));
      for (const [name, figures] of taken) rows.push({ name, size, figures: bestOf(figures) });
    }
    return rows;
  } finally {
    await browser.close();
    await pages.remove();
  }
}

const SCREEN = { viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: ZONE };

function candidatesOf(url: string): Candidate[] {
  const peer = (page: string, month: Month, more = '') =>
    `${url}/bench/${page}/?date=${month.date.toString()}&from=${month.from}&to=${month.to}${more}`;
  const fullCalendar = {
    tile: '[data-bench-tile]',
    calendar: '#calendar',
    day: (date: string) => `#calendar [data-date="${date}"]`,
  };
  return [
    {
      name: 'empty grid',
      address: (month) => peer('empty', month),
      tile: '[data-bench-tile]',
      calendar: '#calendar',
      day: null,
    },
    {
      name: 'Punctual',
      address: ({ date }) => `${url}/?date=${date.toString()}`,
      tile: '[data-tile]',
      calendar: 'main',
      day: (date) => `[data-cell="${date}"]`,
    },
    { name: 'FullCalendar, 4 a day', address: (month) => peer('full-calendar', month, '&few'), ...fullCalendar },
    { name: 'FullCalendar, all', address: (month) => peer('full-calendar', month), ...fullCalendar },
  ];
}

/** Spreads entries evenly over a month, a night's sleep included; the days around it stay free. */
async function fill(stage: BenchStage, count: number, months: number): Promise<Month> {
  const first = Temporal.Now.zonedDateTimeISO(ZONE).add({ months }).with({ day: 1 }).startOfDay();
  const stepSeconds = Math.floor((28 * 86_400) / count);
  await insertEntries(stage.foundation, {
    count,
    at: (index) => first.add({ seconds: stepSeconds * index }).toInstant(),
    asset: (index) => (index % 7 === 0 ? null : stage.photo),
    title: (index) => `Bowls out of the kiln, batch ${index}`,
  });
  const middle = first.toPlainDate().with({ day: 10 });
  const [from, to] = [first.subtract({ days: 7 }), first.add({ months: 1, days: 7 })];
  return {
    // A day whose morrow stands beside it, not in the row below.
    date: middle.dayOfWeek === 7 ? middle.subtract({ days: 1 }) : middle,
    from: from.toInstant().toString(),
    to: to.toInstant().toString(),
  };
}

async function signedIn(stage: BenchStage, context: BrowserContext): Promise<BrowserContext> {
  await context.addCookies(
    stage.cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: stage.url };
    }),
  );
  return context;
}

/** The best of the rounds: what else the machine does only ever adds. */
function bestOf(all: readonly Figures[]): Figures {
  const least = (pick: (figures: Figures) => number | null) => {
    const values = all.map(pick).filter((value) => value !== null);
    return values.length === 0 ? null : Math.min(...values);
  };
  return {
    paintMs: least((figures) => figures.paintMs) ?? 0,
    openMs: least((figures) => figures.openMs) ?? 0,
    nodes: least((figures) => figures.nodes) ?? 0,
    heapMb: least((figures) => figures.heapMb) ?? 0,
    scriptKb: Math.max(...all.map((figures) => figures.scriptKb)),
    firstDropScriptMs: least((figures) => figures.firstDropScriptMs),
    dropScriptMs: least((figures) => figures.dropScriptMs),
    moveScriptMs: least((figures) => figures.moveScriptMs),
    dropShownMs: least((figures) => figures.dropShownMs),
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (import.meta.main) await run();
