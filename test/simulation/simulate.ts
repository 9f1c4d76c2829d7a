import { sql } from 'kysely';
import { noteServed } from '../../src/store/media-grants.ts';
import { grantOf } from '../../src/store/media-grants.ts';
import type { Backends } from './backends.ts';
import { gatedDatabase, ProcessConnections } from './gated-database.ts';
import { Network } from './network.ts';
import { Person } from './person.ts';
import { assetOfUrl, Feed } from './platforms/feed.ts';
import { InstagramModel } from './platforms/instagram-model.ts';
import { TiktokModel, type PullFile } from './platforms/tiktok-model.ts';
import { checkEnd, checkReadiness, type Tally } from './promises.ts';
import { Random } from './random.ts';
import type { Process } from './process.ts';
import { Scheduler } from './scheduler.ts';
import { climateOf, MadeFailure, Weather, type Climate } from './weather.ts';
import { Workers } from './workers.ts';
import { World } from './world.ts';
import pino from 'pino';

export interface Report {
  seed: number;
  /** Promises that were not kept. */
  broken: string[];
  trace: readonly string[];
  tally: Tally;
  climate: Climate;
  steps: number;
  deaths: number;
}

const START = Temporal.Instant.from('2026-11-23T09:00:00Z');
/** Follow-ups of published posts go on for a day; half an hour of them is enough here. */
const FOLLOW_UP_MS = 30 * 60_000;
const LONGEST_MS = 60 * 3_600_000;

/**
 * One run from one seed: a creator, two workers, two platforms, and everything that can go wrong between them. The
 * same seed takes the same steps, so a failing one can be run again alone.
 */
export async function simulate(backends: Backends, seed: number): Promise<Report> {
  const broken: string[] = [];
  const chance = (stream: number) => new Random(seed, stream);
  const scheduler = new Scheduler(START, chance(1));
  const note = (what: string) => {
    if (!broken.includes(what)) broken.push(what);
    scheduler.note(`BROKEN: ${what}`);
  };
  const climate = climateOf(chance(2));
  const weather = new Weather(climate, chance(3), scheduler.nowMs, () => scheduler.nowMs);
  const feed = new Feed(note);
  const trouble = () => weather.isTroubled();
  const instagram = new InstagramModel(scheduler, chance(4), feed, trouble);
  const tiktok = new TiktokModel(scheduler, chance(5), feed, trouble, pullThrough(scheduler, backends));
  const network = new Network(scheduler, chance(6), weather, [instagram, tiktok]);
  const world = new World(backends, scheduler, { instagram, tiktok }, network);
  await world.settle(chance(7));

  const onError = (error: unknown, where: string) => {
    if (!followsFromMadeFailure(error)) note(`${where} threw ${String(error)}`);
  };
  let isOver = false;
  const log = pino({ level: 'info' }, { write: (line: string) => noteTurn(scheduler, line) });
  const workers = new Workers({
    scheduler,
    world,
    backends,
    weather,
    random: chance(8),
    log,
    onError,
    isOver: () => isOver,
  });
  const person = new Person({ scheduler, world, backends, feed, random: chance(9) }, onError);
  person.planEdits(climate.edits);
  planOutage(scheduler, workers, weather);

  const random = chance(10);
  const end = scheduler.nowMs + LONGEST_MS;
  let lastNext: number | null = null;
  let fruitless = 0;
  let wakeAt = 0;
  let born = workers.births;
  let interruptions = climate.edits;
  let quietSince: number | null = null;
  let seen = { dues: await nextDues(world), after: scheduler.transactionsEnded };
  while (scheduler.nowMs < end) {
    if (seen.after !== scheduler.transactionsEnded)
      seen = { dues: await nextDues(world), after: scheduler.transactionsEnded };
    const { jobs, unfinished, assessments, refreshes } = seen.dues;
    const now = scheduler.nowMs;
    const isPast = (at: number | null) => at !== null && at <= now;
    const next = Math.min(jobs ?? Infinity, assessments ?? Infinity, refreshes ?? Infinity);
    if (!unfinished && !scheduler.hasWork()) {
      quietSince ??= now;
      if (next === Infinity || next > quietSince + FOLLOW_UP_MS) {
        const undecided = await hasUndecided(world);
        if (!undecided || now > START.epochMilliseconds + 40 * 3_600_000) break;
        // Whoever is asked looks within the hour.
        scheduler.at(now + 3_600_000, () => person.decide());
      }
    } else {
      quietSince = null;
    }
    if (workers.births > born) {
      // Who is born looks at once, for whomever else one wanted to wait.
      born = workers.births;
      wakeAt = 0;
    }
    if (next <= now && workers.readyAt < Infinity && wakeAt <= now) {
      // What nobody could take just now (its rows are locked, its account has full hands) is looked at again later.
      fruitless = next === lastNext ? fruitless + 1 : 0;
      const wait = fruitless === 0 ? 0 : random.between(20, 5000) * 2 ** Math.max(0, Math.min(fruitless - 10, 10));
      const due = { jobs: isPast(jobs), assessments: isPast(assessments), refreshes: isPast(refreshes) };
      wakeAt = Math.max(now, workers.readyAt) + wait;
      scheduler.at(wakeAt, () => workers.wake(due));
      lastNext = next;
    }
    if (interruptions > 0 && random.chance(0.02)) {
      interruptions -= 1;
      person.interrupt();
      // What the edit made due sooner than `next` must not be passed over.
      await scheduler.runUntilQuiet(now);
      continue;
    }
    await scheduler.runUntilQuiet(next <= now ? end : Math.min(next, end));
    if (random.chance(0.1) && !scheduler.isAnythingUnderWay()) await checkReadiness(world, scheduler.now(), note);
    if (broken.length > 0) break;
  }
  isOver = true;
  await scheduler.killAll();
  const tally = await checkEnd(world, feed, weather, scheduler.now(), note);
  await world.remove();
  return {
    seed,
    broken,
    trace: scheduler.trace,
    tally,
    climate,
    steps: scheduler.stepsTaken,
    deaths: workers.births - 2,
  };
}

function followsFromMadeFailure(error: unknown): boolean {
  return error instanceof MadeFailure || (error instanceof Error && error.message === 'Connection terminated');
}

/** What the worker logs is part of the story. */
function noteTurn(scheduler: Scheduler, line: string): void {
  const { level: _, time: __, pid: ___, hostname: ____, jobId, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const said = JSON.stringify(rest).replace(/[0-9a-f]{8}-[0-9a-f-]{23}([0-9a-f]{4})/g, '$1');
  scheduler.note(`log: ${String(jobId).slice(-4)} ${said}`);
}

function planOutage(scheduler: Scheduler, workers: Workers, { climate }: Weather): void {
  const { outage } = climate;
  if (outage === null) return;
  scheduler.at(scheduler.nowMs + outage.from * 60_000, () => workers.blackOut(outage.minutes));
}

/** When somebody has to look at what next, in milliseconds; and whether anything but follow-ups is left. */
async function nextDues(world: World): Promise<{
  jobs: number | null;
  unfinished: boolean;
  assessments: number | null;
  refreshes: number | null;
}> {
  const { rows } = await sql<{
    jobs: number | null;
    unfinished: boolean;
    assessments: number | null;
    refreshes: number | null;
  }>`SELECT
      (SELECT ceil(extract(epoch FROM min(due_at)) * 1000)::float8 FROM publish_jobs WHERE due_at IS NOT NULL) AS jobs,
      EXISTS (SELECT 1 FROM publish_jobs WHERE due_at IS NOT NULL AND status <> 'published') AS unfinished,
      (SELECT ceil(extract(epoch FROM min(assess_at)) * 1000)::float8 FROM calendar_entries WHERE assess_at IS NOT NULL) AS assessments,
      (SELECT ceil(extract(epoch FROM min(refresh_due_at)) * 1000)::float8 FROM channel_accounts
        WHERE refresh_due_at IS NOT NULL AND status = 'ok') AS refreshes`.execute(world.database);
  return rows[0] ?? { jobs: null, unfinished: false, assessments: null, refreshes: null };
}

async function hasUndecided(world: World): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM publish_jobs WHERE user_id = ${world.userId} AND status = 'needs_attention' AND unknown_since IS NOT NULL LIMIT 1`.execute(
    world.database,
  );
  return rows.length > 0;
}

/** The platform's fetcher at our door: what src/http/media-server.ts does, in its order. */
function pullThrough(scheduler: Scheduler, backends: Backends): PullFile {
  const connections = new ProcessConnections(backends, scheduler);
  const process: Process = {
    name: 'the web server',
    alive: true,
    pausedUntil: 0,
    fate: () => ({ kind: 'go' }),
    onDeath: () => connections.dropAll(),
  };
  return (url, whenDone) => {
    scheduler.spawn(process, 'media', async (task) => {
      const database = gatedDatabase(scheduler, task, connections);
      const asset = assetOfUrl(url);
      const grant = asset?.nonce == null ? null : await grantOf(database, asset.nonce);
      const isOpen = grant !== null && !grant.withdrawn && (asset?.expiresAt ?? 0) > scheduler.nowMs;
      if (isOpen && asset?.nonce != null) await noteServed(database, asset.nonce, 'whole');
      whenDone(isOpen);
    });
  };
}
