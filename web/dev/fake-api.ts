import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import type { Entry } from '../../src/contract/entry.ts';
import { parseOffset, shiftInstant } from '../../src/domain/zoned-time.ts';
import { DATASETS, idOf, makeEntry, makeWorld, type Dataset, type World } from './data.ts';

/**
 * Just enough of the API in memory to look at every screen without a server: `PUNCTUAL_FAKE=some vite --config
 * web/dev/vite.config.ts`. `POST /_fake/reset?data=month` changes worlds; `POST /_fake/fail?code=…` refuses the next
 * write; `POST /_fake/down` and `/_fake/up` take the server away.
 */
export function fakeApi(): Plugin {
  return {
    name: 'punctual:fake-api',
    configureServer: (server) => void server.middlewares.use(handler()),
    configurePreviewServer: (server) => void server.middlewares.use(handler()),
  };
}

const CSP =
  "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; connect-src 'self'";

interface State {
  world: World;
  undo: Map<string, () => void>;
  streams: Set<ServerResponse>;
  fail: string | null;
  down: boolean;
  ids: number;
}

function handler(): Connect.NextHandleFunction {
  const first = DATASETS.find((name) => name === process.env['PUNCTUAL_FAKE']) ?? 'some';
  const state: State = {
    world: makeWorld(first, Date.now()),
    undo: new Map(),
    streams: new Set(),
    fail: null,
    down: false,
    ids: 1,
  };
  return (request, response, next) => {
    response.setHeader('Content-Security-Policy', CSP);
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/_fake/')) return control(state, url, response);
    if (!url.pathname.startsWith('/v1/') && !url.pathname.startsWith('/api/')) return next();
    if (state.down) return void response.destroy();
    void readBody(request).then((body) => answer(state, request.method ?? 'GET', url, body, response));
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function control(state: State, url: URL, response: ServerResponse): void {
  const [, , verb, rest] = url.pathname.split('/');
  if (verb === 'thumb') return thumbnail(Number.parseInt(rest ?? '0', 10), response);
  if (verb === 'reset') state.world = makeWorld(url.searchParams.get('data') as Dataset, Date.now());
  if (verb === 'fail') state.fail = url.searchParams.get('code');
  if (verb === 'down') {
    state.down = true;
    for (const stream of state.streams) stream.destroy();
  }
  if (verb === 'up') state.down = false;
  if (verb === 'expire') state.world.signedIn = false;
  if (verb === 'publish') {
    const entry = state.world.entries.find(({ id }) => id === url.searchParams.get('id'));
    if (entry !== undefined)
      Object.assign(entry, {
        state: 'published',
        readiness: 'published',
        issues: [],
        updatedAt: new Date().toISOString(),
      });
    tell(state, 'entries', entry === undefined ? [] : [entry.id]);
  }
  response.end('ok');
}

function thumbnail(number: number, response: ServerResponse): void {
  const hue = (number * 47) % 360;
  response.setHeader('Content-Type', 'image/svg+xml');
  response.setHeader('Cache-Control', 'max-age=3600');
  response.end(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 38% 72%)"/><circle cx="${20 + number * 3}" cy="46" r="22" fill="hsl(${(hue + 40) % 360} 45% 52%)"/><path d="M0 62h80v18H0z" fill="hsl(${hue} 30% 38%)"/></svg>`,
  );
}

function tell(state: State, kind: string, ids: string[]): void {
  for (const stream of state.streams) stream.write(`data: ${JSON.stringify({ kind, ids })}\n\n`);
}

function answer(state: State, method: string, url: URL, body: Record<string, unknown>, response: ServerResponse): void {
  const { world } = state;
  const meta = { requestId: 'fake', latencyMs: 1 };
  const say = (status: number, value: object) => {
    response.statusCode = status;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(value));
  };
  const ok = (data: unknown, more: object = {}) => say(200, { data, error: null, meta: { ...meta, ...more } });
  const refuse = (status: number, code: string, message: string) =>
    say(status, { data: null, error: { code, message }, meta });
  const path = url.pathname;
  const parts = path.split('/');
  const undoable = (run: () => void) => {
    const id = idOf(9, state.ids++);
    state.undo.set(id, run);
    return { id, expiresAt: new Date(Date.now() + 600_000).toISOString() };
  };

  if (path.startsWith('/api/auth/')) {
    if (path.includes('sign-in') && body['password'] === 'wrong-password')
      return say(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid' });
    world.signedIn = !path.endsWith('sign-out');
    world.signUpOpen = false;
    return say(200, {});
  }
  if (path === '/v1/setup') return ok({ signUpOpen: world.signUpOpen });
  if (!world.signedIn) return refuse(401, 'UNAUTHENTICATED', 'Sign in first.');
  if (path === '/v1/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(': hello\n\n');
    state.streams.add(response);
    return void response.on('close', () => state.streams.delete(response));
  }
  if (method !== 'GET' && state.fail !== null) {
    const code = state.fail;
    state.fail = null;
    return refuse(409, code, 'The post is being published right now; wait for the outcome.');
  }
  switch (`${method} ${path.replace(/[0-9a-f-]{36}/g, 'ID')}`) {
    case 'PATCH /v1/me':
      Object.assign(world, body);
    // falls through
    case 'GET /v1/me':
      return ok({
        id: idOf(8, 1),
        name: 'Lucía Ferrer',
        email: 'lucia@example.com',
        locale: world.locale,
        timezone: world.timezone,
        suggestionsEnabled: world.suggestionsEnabled,
        calendarId: idOf(4, 1),
        features: {
          publishNow: false,
          sandbox: true,
          sandboxUrl: 'http://localhost:3001/',
          uploadLimits: { imageBytes: 50e6, videoBytes: 1e9 },
        },
      });
    case 'GET /v1/accounts':
      return ok(world.accounts);
    case 'POST /v1/accounts/ig/link':
    case 'POST /v1/accounts/tiktok/link':
      return ok({ authorizeUrl: `${url.origin}/accounts?linked=${parts[3] ?? ''}` });
    case 'PATCH /v1/accounts/ID': {
      const account = world.accounts.find(({ id }) => id === parts[3]);
      const { keep: _keep, ...fields } = body;
      return ok(Object.assign(account ?? {}, fields));
    }
    case 'DELETE /v1/accounts/ID':
      world.accounts = world.accounts.filter(({ id }) => id !== parts[3]);
      return ok({ done: true });
    case 'GET /v1/api-keys':
      return ok([
        { id: idOf(7, 1), name: 'Automation', prefix: 'pk_a1b2', lastUsedAt: null, createdAt: '2026-11-01T10:00:00Z' },
      ]);
    case 'POST /v1/api-keys':
      return ok({
        id: idOf(7, 2),
        name: body['name'],
        prefix: 'pk_c3d4',
        lastUsedAt: null,
        createdAt: '2026-11-01T10:00:00Z',
        secret: 'pk_c3d4_3f6a9b0c2d4e6f8091a2b3c4d5e6f708',
      });
    case 'DELETE /v1/api-keys/ID':
      return ok({ done: true });
    case 'GET /v1/notifications':
      return ok({
        items: world.notifications,
        unread: world.notifications.filter((one) => one.readAt === null).length,
      });
    case 'POST /v1/notifications/ID:read': {
      const item = world.notifications.find(({ id }) => parts[3]?.startsWith(id));
      if (item !== undefined) item.readAt = new Date().toISOString();
      return ok({ done: true });
    }
    case 'GET /v1/calendar/entries':
      return listEntries(world, url, ok);
    case 'GET /v1/calendar/entries/ID': {
      const entry = world.entries.find(({ id }) => id === parts[4]);
      return entry === undefined ? refuse(404, 'NOT_FOUND', 'No such entry.') : ok(entry);
    }
    case 'PATCH /v1/calendar/entries/ID': {
      const entry = world.entries.find(({ id }) => id === parts[4]);
      if (entry === undefined) return refuse(404, 'NOT_FOUND', 'No such entry.');
      const before = { ...entry };
      Object.assign(entry, {
        scheduledAt: body['scheduledAt'],
        version: entry.version + 1,
        updatedAt: new Date().toISOString(),
      });
      tell(state, 'entries', [entry.id]);
      return ok({
        ...entry,
        undo: undoable(() => Object.assign(entry, before, { updatedAt: new Date().toISOString() })),
      });
    }
    case 'POST /v1/calendar/entries:bulk-shift':
      return shift(state, body, ok, undoable, refuse);
    case 'POST /v1/undo/ID': {
      const run = state.undo.get(parts[3] ?? '');
      if (run === undefined) return refuse(409, 'UNDO_EXPIRED', 'It was undone already.');
      state.undo.delete(parts[3] ?? '');
      run();
      return ok({ done: true });
    }
    case 'DELETE /v1/posts/ID': {
      const gone = world.entries.filter(({ postId }) => postId === parts[3]);
      world.entries = world.entries.filter((entry) => !gone.includes(entry));
      return ok({ undo: undoable(() => void (world.entries = [...world.entries, ...gone])) });
    }
    case 'POST /v1/posts/ID:duplicate': {
      const like = world.entries.find(({ postId }) => parts[3]?.startsWith(postId));
      const copy = makeEntry(Date.now(), { title: like?.title ?? '', state: 'draft', scheduledAt: null });
      world.entries = [...world.entries, copy];
      return ok({ id: copy.postId });
    }
    default:
      return refuse(404, 'NOT_FOUND', 'The fake does not know this address.');
  }
}

type Ok = (data: unknown, more?: object) => void;

function listEntries(world: World, url: URL, ok: Ok): void {
  const query = url.searchParams;
  const from = Date.parse(query.get('from') ?? '');
  const to = Date.parse(query.get('to') ?? '');
  const start = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 100);
  const found = world.entries.filter(({ scheduledAt }) =>
    scheduledAt === null
      ? query.get('drafts') === 'true'
      : Date.parse(scheduledAt) >= from && Date.parse(scheduledAt) < to,
  );
  ok(found.slice(start, start + limit), { nextCursor: start + limit < found.length ? String(start + limit) : null });
}

function shift(
  state: State,
  body: Record<string, unknown>,
  ok: Ok,
  undoable: (run: () => void) => object,
  refuse: (status: number, code: string, message: string) => void,
): void {
  const ids = new Set(body['ids'] as string[]);
  const offset = parseOffset(String(body['offset']));
  if (offset === null) return refuse(422, 'INVALID_OFFSET', 'Not a duration.');
  const moved: { id: string; from: string; to: string; note?: string; entry: Entry }[] = [];
  const refused: { id: string; code: string; message: string }[] = [];
  for (const entry of state.world.entries) {
    if (!ids.has(entry.id) || entry.scheduledAt === null) continue;
    const { instant, note } = shiftInstant(Temporal.Instant.from(entry.scheduledAt), offset, entry.timezone);
    if (entry.state === 'published')
      refused.push({ id: entry.id, code: 'ALREADY_PUBLISHED', message: 'The post is live.' });
    else if (instant.epochMilliseconds < Date.now())
      refused.push({ id: entry.id, code: 'TIME_IN_PAST', message: 'The time would have passed.' });
    else
      moved.push({
        id: entry.id,
        from: entry.scheduledAt,
        to: instant.toString(),
        ...(note === null ? {} : { note: `The clocks change: ${note}` }),
        entry,
      });
  }
  const report = { moved: moved.map(({ entry: _entry, ...rest }) => rest), refused };
  if (body['dryRun'] === true) return ok({ ...report, undo: null });
  if (refused.length > 0) return refuse(422, 'SHIFT_REFUSED', 'Some entries cannot move, so none did.');
  for (const { entry, to } of moved) touch(entry, to);
  ok({ ...report, undo: undoable(() => moved.forEach(({ entry, from }) => touch(entry, from))) });
}

function touch(entry: Entry, scheduledAt: string): void {
  Object.assign(entry, { scheduledAt, updatedAt: new Date().toISOString() });
}
