import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { controlsOf } from '../../sandbox/testing/temporary-sandbox.ts';
import { Random } from '../simulation/random.ts';
import { freePort } from '../support/punctual.ts';
import { Creator } from './creator.ts';
import { finishInHaste, type Ending } from './finish.ts';
import { Processes, VICTIMS, type Victim } from './processes.ts';

export interface ChaosWish {
  seed: number;
  posts: number;
  creators: number;
  /** Over how many seconds the posts fall due. */
  seconds: number;
  /** Between two kills, in milliseconds. */
  pauseMs: { least: number; most: number };
  /** How long the survivors may work on at their own pace, in seconds, before time is moved for them. */
  patienceSeconds: number;
}

export interface ChaosResult {
  posts: number;
  kills: Record<Victim, number>;
  /** Answers of the platforms that were cut off after the work. */
  drops: number;
  published: number;
  /** Captions of posts that are live more than once. */
  twice: string[];
  /** Posts that are neither live nor waiting for a person with a reason, or are live although we say they are not. */
  lost: string[];
  waiting: Record<string, number>;
  /** The processes' last words, where something went wrong. */
  said: readonly string[];
}

/** Real processes, a real database, kill -9 at random moments, and then a look at the platforms. */
export async function wreakChaos(
  wish: ChaosWish,
  tell: (line: string) => void = () => undefined,
): Promise<ChaosResult> {
  const folder = mkdtempSync(join(tmpdir(), 'punctual-chaos-'));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const environment = {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX: 'on',
    SANDBOX_APP_URL: url,
    SIGN_UP_OPEN: 'true',
    PUNCTUAL_DATA: folder,
    LOG_LEVEL: 'warn',
  };
  const processes = new Processes(folder, environment);
  const sandbox = controlsOf(`http://127.0.0.1:${sandboxPort}`);
  const random = new Random(wish.seed, 77);
  let drops = 0;
  try {
    await processes.start('sandbox');
    await processes.start('web');
    const captions = await fillCalendar(wish, url, sandbox, tell);
    await processes.start('worker 1');
    await processes.start('worker 2');

    const end = Date.now() + wish.seconds * 1000;
    while (Date.now() < end) {
      await pause(random.between(wish.pauseMs.least, wish.pauseMs.most));
      if (random.chance(0.3)) {
        drops += 1;
        const [channel, endpoint] = random.pick([
          ['ig', 'media_publish'],
          ['ig', 'media'],
          ['tiktok', 'upload_last'],
          ['tiktok', 'init'],
        ] as const);
        await sandbox.fault({ channel, endpoint, kind: 'drop_after', times: 1 });
      }
      const victim = random.pick(VICTIMS);
      if (await processes.kill(victim)) tell(`killed ${victim}`);
      if (victim !== 'PostgreSQL') void pause(random.between(0, 2000)).then(() => processes.start(victim));
    }
    await pause(2500);
    for (const name of ['worker 1', 'worker 2', 'web'] as const)
      if (!processes.isRunning(name)) await processes.start(name);
    await sandbox.control('DELETE', 'faults');
    tell(`no more kills; ${wish.patienceSeconds} s of peace`);
    await pause(wish.patienceSeconds * 1000);
    // The web server stays: the platforms fetch pictures from it.
    await processes.stop(['worker 1', 'worker 2']);
    const endings = await finishInHaste(environment, sandbox);
    return judge(captions, endings, await sandbox.posts(), processes, drops);
  } finally {
    await processes.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function fillCalendar(
  wish: ChaosWish,
  url: string,
  sandbox: ReturnType<typeof controlsOf>,
  tell: (line: string) => void,
): Promise<string[]> {
  const random = new Random(wish.seed, 78);
  const creators: Creator[] = [];
  for (let index = 0; index < wish.creators; index += 1) {
    const accounts = { ig: `chaos.ig.${index}`, tiktok: `chaos.tiktok.${index}` };
    for (const channel of ['ig', 'tiktok'] as const) {
      await sandbox.control('POST', 'accounts', {
        channel,
        username: accounts[channel],
        displayName: accounts[channel],
        private: false,
      });
    }
    const creator = new Creator(url, `creator${index}`);
    await creator.settle(accounts);
    creators.push(creator);
  }
  await sandbox.control('POST', 'settings', { tiktok: { audited: true } });
  // The hours are set when the last post is: writing them takes a while.
  const writing = Math.max(3, wish.posts / 8);
  const begin = Date.now() + writing * 1000;
  const captions: string[] = [];
  for (let index = 0; index < wish.posts; index += 1) {
    const creator = creators[index % creators.length];
    // TikTok takes about 15 a day (tiktok.md 9).
    const channel = Math.floor(index / creators.length) % 5 === 4 && index < creators.length * 70 ? 'tiktok' : 'ig';
    const caption = `chaos ${String(index).padStart(4, '0')}`;
    await creator?.schedule(channel, caption, new Date(begin + random.next() * wish.seconds * 1000));
    captions.push(caption);
  }
  tell(`${wish.posts} posts are scheduled`);
  await pause(Math.max(0, begin - Date.now() - 1000));
  return captions;
}

function judge(
  captions: readonly string[],
  endings: ReadonlyMap<string, Ending>,
  live: readonly Readonly<Record<string, unknown>>[],
  processes: Processes,
  drops: number,
): ChaosResult {
  const result: ChaosResult = {
    posts: captions.length,
    kills: processes.kills,
    drops,
    published: 0,
    twice: [],
    lost: [],
    waiting: {},
    said: [],
  };
  for (const caption of captions) {
    const count = live.filter((post) => post['caption'] === caption).length;
    const ending = endings.get(caption);
    if (count > 1) result.twice.push(`${caption}: live ${count} times`);
    if (ending?.status === 'published' && count === 1) result.published += 1;
    else if (ending?.status === 'needs_attention' && ending.reason !== null && (count === 0 || ending.unknown))
      result.waiting[reasonOf(ending)] = (result.waiting[reasonOf(ending)] ?? 0) + 1;
    else result.lost.push(`${caption}: ${JSON.stringify(ending ?? null)}, live ${count} times`);
  }
  return result.twice.length + result.lost.length === 0 ? result : { ...result, said: processes.said.slice(-80) };
}

/** With what the person reads, so that the reason can be judged. */
function reasonOf({ reason, lastError }: Ending): string {
  return `${reason ?? 'none'}: ${lastError ?? ''}`;
}
