import { gzipSync } from 'node:zlib';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

export interface Candidate {
  name: string;
  /** The address of a month, `date` in its middle. */
  address: (month: Month) => string;
  /** What a tile is, an attribute with its entry's id, and the calendar around it. */
  tile: string;
  calendar: string;
  /** A day's cell; `null` where nothing can be moved. */
  day: ((date: string) => string) | null;
}

export interface Month {
  date: Temporal.PlainDate;
  from: string;
  to: string;
}

export interface Figures {
  /** From the last byte of what is needed for it until the first tiles are painted; all of the month's come at once. */
  paintMs: number;
  /** From the request of the page until then. */
  openMs: number;
  nodes: number;
  heapMb: number;
  /** Scripts that the page had read by then, gzip. */
  scriptKb: number;
  /** Of the page's first move, whose code has not run yet; `null` where nothing can be moved. */
  firstDropScriptMs: number | null;
  /** Of its third, from letting go until the tile is on its new day. */
  dropScriptMs: number | null;
  /** All scripting that this move brings about, the server's answer and news included. */
  moveScriptMs: number | null;
  /** From letting go until the tile is painted on its new day. */
  dropShownMs: number | null;
}

/** Opens a month afresh, and drags its first tile to the day after, back and there again. */
export async function measure(context: BrowserContext, candidate: Candidate, month: Month): Promise<Figures> {
  const page = await context.newPage();
  const scripts = new Map<string, number>();
  page.on('response', (response) => {
    if (!/\.js(\?|$)/.test(response.url())) return;
    void response.body().then(
      (body) => scripts.set(response.url(), gzipSync(body, { level: 9 }).length),
      // The page was closed before the body was read; the others of the same script were not.
      () => undefined,
    );
  });
  await page.addInitScript(watchPainting, { tile: candidate.tile, calendar: candidate.calendar });
  await page.goto(candidate.address(month));
  await quiet(page);
  const painted = await page.evaluate(() => {
    const at = window.benchFirstPaintAt;
    const before = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
      ({ responseEnd }) => responseEnd <= at,
    );
    // Nothing of anybody's is drawn before the page knows who is there.
    const data = before.filter(({ name }) => name.includes('/v1/calendar/entries') || name.endsWith('/v1/me'));
    return {
      at,
      dataAt: Math.max(...data.map(({ responseEnd }) => responseEnd)),
      scripts: before.map(({ name }) => name).filter((name) => name.endsWith('.js')),
    };
  });
  const scriptKb = painted.scripts.reduce((sum, name) => sum + (scripts.get(name) ?? 0), 0) / 1000;
  const devtools = await context.newCDPSession(page);
  // Time on the processor, not on the wall: what else the machine does is no part of it.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devtools.send('HeapProfiler.collectGarbage');
  const still = await metrics(devtools);
  const moves = candidate.day === null ? [] : await moveThrice(page, devtools, candidate, candidate.day, month);
  const [first, last] = [moves[0] ?? null, moves.at(-1) ?? null];
  await page.close();
  return {
    paintMs: painted.at - painted.dataAt,
    openMs: painted.at,
    nodes: still['Nodes'] ?? 0,
    heapMb: (still['JSHeapUsedSize'] ?? 0) / 1e6,
    scriptKb,
    firstDropScriptMs: first?.drop ?? null,
    dropScriptMs: last?.drop ?? null,
    moveScriptMs: last?.whole ?? null,
    dropShownMs: last?.shown ?? null,
  };
}

interface Move {
  drop: number;
  whole: number;
  shown: number;
}

/** Moves the day's first tile to the morrow, back and there again; then it is put back. */
async function moveThrice(
  page: Page,
  devtools: CDPSession,
  { tile }: Candidate,
  day: (date: string) => string,
  { date }: Month,
): Promise<Move[]> {
  const [here, there] = [day(date.toString()), day(date.add({ days: 1 }).toString())];
  const attribute = tile.slice(1, -1);
  const id = (await page.locator(here).locator(tile).first().getAttribute(attribute)) ?? '';
  const itself = `[${attribute}="${id}"]`;
  const stoodAt = await page.evaluate(readTime, id);
  const moves: Move[] = [];
  for (const [from, to] of [
    [here, there],
    [there, here],
    [here, there],
  ] as const)
    moves.push(await drag(page, devtools, `${from} ${itself}`, to, `${to} ${itself}`));
  // The next one finds what this one found.
  await page.evaluate(writeTime, { id, at: stoodAt });
  return moves;
}

async function drag(page: Page, devtools: CDPSession, from: string, to: string, awaited: string): Promise<Move> {
  const tile = page.locator(from).first();
  await tile.scrollIntoViewIfNeeded();
  await tile.hover();
  const [start, target] = [await tile.boundingBox(), await page.locator(to).boundingBox()];
  if (start === null || target === null) throw new Error('The day after is not on the screen.');
  const [x, y] = [target.x + target.width / 2, start.y + start.height / 2];
  await page.mouse.down();
  await page.mouse.move(start.x < x ? x - 10 : x + 10, y, { steps: 8 });
  await page.mouse.move(x, y, { steps: 4 });
  await quiet(page);
  await page.evaluate(awaitDrop, awaited);
  // Called by the page, not asked again and again: that would be scripting too.
  const arrived = page.evaluate(() => new Promise<void>((resolve) => (window.benchArrived = resolve)));
  const before = await metrics(devtools);
  await page.mouse.up();
  await arrived;
  const dropped = await metrics(devtools);
  await quiet(page);
  const after = await metrics(devtools);
  const script = (until: Record<string, number>) =>
    ((until['ScriptDuration'] ?? 0) - (before['ScriptDuration'] ?? 0)) * 1000;
  return {
    drop: script(dropped),
    whole: script(after),
    shown: await page.evaluate(() => window.benchArrivedAt - window.benchLetGoAt),
  };
}

/** Runs in the page. Resets what was noted; `place` selects the tile where it is to stand. */
function awaitDrop(place: string): void {
  window.benchLetGoAt = 0;
  window.benchArrivedAt = 0;
  window.benchAwaited = place;
  if (window.benchListens === true) return;
  window.benchListens = true;
  for (const name of ['pointerup', 'drop'])
    window.addEventListener(
      name,
      () => {
        window.benchLetGoAt = performance.now();
        window.benchArrivedAt = 0;
      },
      { capture: true },
    );
}

/** Runs in the page. */
async function readTime(id: string): Promise<string> {
  const answer = await fetch(`/v1/calendar/entries/${id}`);
  return ((await answer.json()) as { data: { scheduledAt: string } }).data.scheduledAt;
}

/** Runs in the page. */
async function writeTime({ id, at }: { id: string; at: string }): Promise<void> {
  const answer = await fetch(`/v1/calendar/entries/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scheduledAt: at }),
  });
  if (!answer.ok) throw new Error(`Putting the tile back answered ${answer.status}.`);
}

async function metrics(devtools: CDPSession): Promise<Record<string, number>> {
  const { metrics: list } = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** Waits until tiles stand there and nothing has changed in the calendar for a while. */
async function quiet(page: Page): Promise<void> {
  await page.waitForFunction(
    () => window.benchPaintedAt > 0 && performance.now() - window.benchPaintedAt > 700,
    undefined,
    { timeout: 120_000, polling: 100 },
  );
}

declare global {
  interface Window {
    /** When the last change of the calendar was on the screen. */
    benchPaintedAt: number;
    /** When the first tiles were. */
    benchFirstPaintAt: number;
    benchLetGoAt: number;
    benchListens?: boolean;
    /** Selects the moved tile on its new day. */
    benchAwaited: string;
    /** When it was on the screen there, first after this was reset to 0. */
    benchArrivedAt: number;
    /** Called then. */
    benchArrived?: () => void;
  }
}

/** Runs in the page, before anything of its own: notes when what changes in the calendar has been painted. */
function watchPainting({ tile, calendar }: { tile: string; calendar: string }): void {
  window.benchPaintedAt = 0;
  window.benchFirstPaintAt = 0;
  window.benchLetGoAt = 0;
  window.benchAwaited = '';
  window.benchArrivedAt = 0;
  let asked = false;
  const { port1, port2 } = new MessageChannel();
  // A message posted in an animation frame is heard after that frame's style, layout and paint.
  port2.addEventListener('message', ({ data: hasArrived }) => {
    window.benchPaintedAt = performance.now();
    window.benchFirstPaintAt ||= window.benchPaintedAt;
    if (!hasArrived || window.benchLetGoAt === 0 || window.benchArrivedAt > 0) return;
    window.benchArrivedAt = window.benchPaintedAt;
    window.benchArrived?.();
  });
  port2.start();
  const observer = new MutationObserver((records) => {
    if (asked || document.querySelector(tile) === null) return;
    // The first tiles may come with everything around them, so that nothing yet was changed within.
    const hasBegun = window.benchFirstPaintAt > 0;
    if (hasBegun && !records.some(({ target }) => target instanceof Element && target.closest(calendar) !== null))
      return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      port1.postMessage(window.benchAwaited !== '' && document.querySelector(window.benchAwaited) !== null);
    });
  });
  observer.observe(document, { childList: true, subtree: true });
}
