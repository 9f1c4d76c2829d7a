/** Starting the sandbox: the core, the platforms on it, and one HTTP server in front. */
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createAccounts } from './core/accounts.ts';
import { answerCall } from './core/answer-call.ts';
import { json, text } from './core/answers.ts';
import { createChance } from './core/chance.ts';
import { createClock } from './core/clock.ts';
import { controlRoutes } from './core/controls.ts';
import { openDatabase } from './core/database.ts';
import { createFaults } from './core/faults.ts';
import { homeRoutes } from './core/home-page.ts';
import { serveMedia } from './core/media-page.ts';
import { createMediaStore } from './core/media-store.ts';
import { createRequestLog } from './core/request-log.ts';
import { createSettings } from './core/settings.ts';
import { createWebhooks } from './core/webhooks.ts';
import { createRouter, readRequest, sendAnswer } from './core/wire.ts';
import type { Answer, Core, Credentials, WireRequest } from './platform.ts';
import { platformFactories } from './platforms.ts';

export interface SandboxOptions {
  /** The sandbox's own folder; created when missing. */
  readonly folder: string;
  /** 0 (default): a free port. */
  readonly port?: number;
  readonly host?: string;
  readonly publicUrl?: string;
  readonly appUrl?: string;
  readonly credentials?: Partial<Credentials>;
  /** Virtual milliseconds per real one, on the first start; default 1. */
  readonly speed?: number;
  /** Let publishing and the like take their scaled time. Default false: answers come at once. */
  readonly unhurried?: boolean;
  /** Settings under what the control sets, e.g. `{ig: {publishingLimit: 2}}`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The machine's clock in milliseconds; a simulation passes its own. */
  readonly realNowMs?: () => number;
  /** Randomness in [0, 1). */
  readonly fraction?: () => number;
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export const DEFAULT_CREDENTIALS: Credentials = {
  instagramAppId: '1234567890',
  instagramAppSecret: 'sandbox-instagram-secret',
  tiktokClientKey: 'sandboxclientkey',
  tiktokClientSecret: 'sandbox-tiktok-secret',
};

/** Listens when the promise resolves. State found in the folder is taken up where it was left. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const server = http.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const application = openApplication(options, options.publicUrl ?? `http://localhost:${port}`);
  server.on('request', (incoming, response) => void serve(application, incoming, response));

  const ticking = setInterval(() => void application.onTime(), 1000).unref();
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    port,
    close: async () => {
      clearInterval(ticking);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await application.close();
    },
  };
}

async function serve(
  application: Application,
  incoming: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  try {
    const request = await readRequest(incoming);
    const answered = request === null ? text(400, 'unreadable request') : await application.answer(request);
    if (answered === null) incoming.socket.destroy();
    else sendAnswer(response, answered);
  } catch (error) {
    // Closed while the call ran: as if it had been killed, and nobody is there to be told.
    if (application.isClosed()) return;
    // A bug of the sandbox: say so where the developer looks, and do not imitate a platform error.
    console.error(error);
    if (!response.headersSent) sendAnswer(response, text(500, 'The sandbox itself failed; its log says why.'));
  }
}

interface Application {
  isClosed(): boolean;
  answer(request: WireRequest): Promise<Answer | null>;
  onTime(): Promise<void>;
  close(): Promise<void>;
}

function openApplication(options: SandboxOptions, publicUrl: string): Application {
  // The parent holds other people's parts too (the database's user must pass through it): only our own is closed.
  fs.mkdirSync(path.dirname(options.folder), { recursive: true });
  fs.mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const database = openDatabase(path.join(options.folder, 'sandbox.sqlite'));
  const clock = createClock(database, options.realNowMs ?? Date.now, options.speed ?? 1);
  const core: Core = {
    clock,
    database,
    chance: createChance(options.fraction ?? Math.random),
    settings: createSettings(database, { ...options.settings }),
    accounts: createAccounts(database, clock),
    media: createMediaStore(path.join(options.folder, 'media'), database),
    webhooks: createWebhooks(database, clock),
    publicUrl: publicUrl.replace(/\/+$/, ''),
    appUrl: options.appUrl?.replace(/\/+$/, '') ?? null,
    credentials: { ...DEFAULT_CREDENTIALS, ...options.credentials },
    unhurried: options.unhurried ?? false,
  };
  const faults = createFaults(database);
  const requests = createRequestLog(database);
  const platforms = platformFactories.map((create) => create(core));
  for (const platform of platforms) core.settings.register(platform.channel, platform.settingsSchema);
  if (database.readValue('seeded') !== true) seed();
  database.flush();

  function seed(): void {
    for (const platform of platforms) platform.seed();
    database.writeValue('seeded', true);
  }
  function reset(): void {
    database.clear();
    core.media.clear();
    clock.reset();
    seed();
  }
  let ticking: Promise<void> = Promise.resolve();
  let closed = false;
  /** One after the other: two runs at once would send what is due twice. */
  function onTime(): Promise<void> {
    ticking = tickAfter(ticking);
    return ticking;
  }
  async function tickAfter(previous: Promise<void>): Promise<void> {
    await previous;
    try {
      for (const platform of platforms) if (!closed) await platform.onTime();
      if (!closed) database.flush();
    } catch (error) {
      // A bug of one platform must not stop the clock of the others.
      console.error(error);
    }
  }

  const controls = { core, faults, requests, platforms, reset, onTime };
  const ownRoutes = createRouter([
    ...controlRoutes(controls),
    { method: 'GET', path: '/_sandbox/media/:hash', handle: (request: WireRequest) => serveMedia(core.media, request) },
    ...homeRoutes(controls),
    ...platforms.flatMap((platform) => platform.pages),
  ]);
  const calls = createRouter(
    platforms.flatMap((platform) => platform.endpoints.map((endpoint) => ({ ...endpoint, platform, endpoint }))),
  );

  return {
    onTime,
    isClosed: () => closed,
    close: async () => {
      closed = true;
      await ticking;
      database.close();
    },
    answer: async (request) => {
      if (isForeignControl(request)) return json(403, { error: 'controls are not for other origins' });
      const own = ownRoutes(request);
      if (own !== null) {
        const answer = await own.route.handle(own.request);
        database.flush();
        return answer;
      }
      const call = calls(request);
      if (call !== null) return answerCall(controls, call.route.platform, call.route.endpoint, call.request);
      const owner = platforms.find((platform) => platform.unknownPath(request) !== null);
      if (owner !== undefined) return answerCall(controls, owner, null, request);
      return json(404, { error: 'The sandbox has no such path; see sandbox/README.md.' });
    },
  };
}

/** Any web page the developer has open could otherwise post to the controls. */
function isForeignControl(request: WireRequest): boolean {
  const origin = request.headers['origin'];
  if (request.method === 'GET' || origin === undefined || !request.url.pathname.startsWith('/_sandbox')) return false;
  return URL.parse(origin)?.host !== request.url.host;
}
