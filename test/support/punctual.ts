import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { temporarySandbox, type TemporarySandbox } from '../../sandbox/testing/temporary-sandbox.ts';
import { readConfig, type Config } from '../../src/main/config.ts';
import { layFoundation, type Foundation } from '../../src/main/foundation.ts';
import { startWebServer } from '../../src/main/web-server.ts';
import { DEFAULT_WORKER_SETTINGS, type PipelineContext } from '../../src/pipeline/context.ts';
import { createPipelineMetrics } from '../../src/pipeline/metrics.ts';
import { assessDueEntries } from '../../src/pipeline/assess-due-entries.ts';
import { refreshDueTokens } from '../../src/pipeline/refresh-tokens.ts';
import { workOnJob } from '../../src/pipeline/work-on-job.ts';
import { nextAssessmentDue } from '../../src/store/assess-due-entries.ts';
import { claimDueJobs, nextDueAt } from '../../src/store/claim-due-jobs.ts';
import { VirtualClock } from './clock.ts';
import { createTestDatabase } from './database.ts';
import { photo, uploadWhole } from './uploads.ts';

/** A whole Punctual on a database of its own: web server, sandbox, and a worker that a test drives by hand. */
export interface TestPunctual {
  url: string;
  clock: VirtualClock;
  foundation: Foundation;
  sandbox: TemporarySandbox;
  pipeline: PipelineContext;
  /** Signs up a user; the first one becomes the owner. */
  signUp(email?: string): Promise<TestUser>;
  /** Works on everything that is due now, until nothing is. */
  settle(): Promise<void>;
  /** Moves time to the next due thing and settles, until `until`. */
  runUntil(until: Temporal.Instant): Promise<void>;
  /** Ends the web server, lets `whileDown` happen, and starts another on the same port, folder and database. */
  restartWeb(whileDown: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // Tests look into answers freely; what the shapes are is the contract's own test.
  data: Loose;
  error: { code: string; message: string; details?: Loose } | null;
  meta: Loose;
}
export type Loose = ReturnType<typeof JSON.parse>;

export interface TestUser {
  cookie: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  link(channel: 'ig' | 'tiktok', options?: { account?: string; without?: string[]; body?: object }): Promise<string>;
  upload(bytes: Uint8Array, filename: string, filetype: string): Promise<string>;
  uploadPhoto(options?: { width?: number; height?: number }): Promise<string>;
}

export async function startPunctual(
  options: { env?: Record<string, string>; start?: string; concurrency?: number } = {},
): Promise<TestPunctual> {
  // Whole milliseconds: the database rounds to microseconds, and a moment it rounds up is due there but not yet here, for ever.
  const start = Temporal.Instant.from(options.start ?? '2026-11-23T09:00:00Z');
  const clock = new VirtualClock(start.round({ smallestUnit: 'millisecond', roundingMode: 'floor' }));
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'punctual-test-'));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const sandbox = await temporarySandbox({
    port: sandboxPort,
    appUrl: url,
    realNowMs: () => clock.now().epochMilliseconds,
  });
  const config = configOf({
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX: 'on',
    PUNCTUAL_DATA: folder,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
    ...options.env,
  });
  const foundation = await layFoundation(config, { migrate: false, clock });
  let web = await startWebServer(foundation, new Registry());
  const pipeline = pipelineOf(foundation, options.concurrency ?? 8);
  const punctual: TestPunctual = {
    url,
    clock,
    foundation,
    sandbox,
    pipeline,
    signUp: (email = 'owner@example.com') => signUp(url, email),
    settle: () => settle(pipeline),
    runUntil: (until) => runUntil(pipeline, clock, until),
    restartWeb: async (whileDown) => {
      await web.stop();
      await whileDown();
      web = await startWebServer(foundation, new Registry());
    },
    close: async () => {
      await web.stop();
      await foundation.close();
      await sandbox.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return punctual;
}

export function configOf(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
}

export function pipelineOf(foundation: Foundation, concurrency: number): PipelineContext {
  const { database, clock, log, channels, environment, keyRing, mediaStore, mediaUrlKey, publicUrl, announce } =
    foundation;
  return {
    database,
    clock,
    log,
    channels,
    environment,
    keyRing,
    mediaStore,
    mediaUrlKey,
    publicUrl,
    testReach: foundation.testReach,
    uploadsFolder: join(foundation.dataDirectory, 'uploads'),
    announce,
    metrics: createPipelineMetrics(new Registry()),
    random: () => 0.5,
    workerId: 'test-worker',
    settings: { ...DEFAULT_WORKER_SETTINGS, concurrency },
  };
}

async function settle(context: PipelineContext): Promise<void> {
  for (;;) {
    const { leaseMs, perAccount, concurrency } = context.settings;
    const jobs = await claimDueJobs(context.database, {
      now: context.clock.now(),
      leaseMs,
      workerId: context.workerId,
      limit: concurrency,
      perAccount,
    });
    await Promise.all(jobs.map((job) => workOnJob(context, job)));
    const assessed = await assessDueEntries(context);
    const refreshed = await refreshDueTokens(context);
    if (jobs.length + assessed + refreshed === 0) return;
  }
}

async function runUntil(context: PipelineContext, clock: VirtualClock, until: Temporal.Instant): Promise<void> {
  await settle(context);
  for (;;) {
    const dues = [await nextDueAt(context.database), await nextAssessmentDue(context.database)].filter(
      (due) => due !== null,
    );
    const next = dues.toSorted((left, right) => Temporal.Instant.compare(left, right))[0];
    if (next === undefined || Temporal.Instant.compare(next, until) > 0) break;
    if (Temporal.Instant.compare(next, clock.now()) > 0) await clock.advanceTo(next);
    await settle(context);
  }
  if (Temporal.Instant.compare(until, clock.now()) > 0) await clock.advanceTo(until);
  await settle(context);
}

async function signUp(url: string, email: string): Promise<TestUser> {
  const body = JSON.stringify({ name: 'Lucía', email, password: 'correct horse battery' });
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body,
  });
  if (!response.ok) throw new Error(`sign-up: ${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  return userOf(url, cookie);
}

/** A signed-in user by their cookie. */
export function userOf(url: string, cookie: string): TestUser {
  const call: TestUser['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        cookie,
        origin: url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: Loose = response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : null;
    return {
      status: response.status,
      headers: response.headers,
      data: json?.data,
      error: json?.error ?? null,
      meta: json?.meta,
    };
  };
  const upload: TestUser['upload'] = async (bytes, filename, filetype) => {
    const answer = await uploadWhole(url, cookie, bytes, filename, filetype);
    const assetId = answer.headers.get('asset-id');
    if (assetId === null) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
    return assetId;
  };
  return {
    cookie,
    call,
    link: (channel, options = {}) => link(call, channel, options),
    upload,
    uploadPhoto: async ({ width = 1080, height = 1350 } = {}) =>
      upload(await photo(width, height), 'photo.jpg', 'image/jpeg'),
  };
}

/** Goes through the platform's consent page as a person would. Answers where the app sends the browser in the end. */
async function link(
  call: TestUser['call'],
  channel: 'ig' | 'tiktok',
  options: { account?: string; without?: string[]; body?: object },
): Promise<string> {
  const begun = await call('POST', `/v1/accounts/${channel}/link`, { timezone: 'Europe/Madrid', ...options.body });
  const authorizeUrl = z.url().parse(begun.data?.authorizeUrl);
  const back = await consent(authorizeUrl, options);
  const callback = await call('GET', `${back.pathname}${back.search}`);
  return callback.headers.get('location') ?? '';
}

/** Fills in the sandbox's consent page. `account`: part of the label; the first one otherwise. */
export async function consent(
  authorizeUrl: string,
  options: { account?: string; without?: string[]; decision?: string } = {},
): Promise<URL> {
  const page = await (await fetch(authorizeUrl)).text();
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = new URLSearchParams({ decision: options.decision ?? 'allow' });
  const labels = [...page.matchAll(/<label[^>]*>([\s\S]*?)<\/label>/g)].map((match) => match[1] ?? '');
  const accounts = labels.filter((label) => label.includes('name="account"'));
  const chosen = accounts.find((label) => options.account === undefined || label.includes(options.account)) ?? '';
  form.append('account', /value="([^"]+)"/.exec(chosen)?.[1] ?? '');
  for (const label of labels.filter((each) => each.includes('name="scope"'))) {
    const scope = /value="([^"]+)"/.exec(label)?.[1] ?? '';
    if (options.without?.includes(scope) !== true) form.append('scope', scope);
  }
  const decided = await fetch(new URL(action, authorizeUrl), { method: 'POST', body: form, redirect: 'manual' });
  return new URL(decided.headers.get('location') ?? '');
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
