import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

const TEA = 'Winter sale of hand-thrown tea bowls, every bowl costs £28';
const KILN = 'Behind the scenes: how we load the kiln on firing day';
const WORKSHOP = 'Saturday workshop for beginners, six places left';
const VASES = 'New collection of tall blue vases inspired by the sea';
const WISH = { channels: ['ig', 'tiktok'], startDate: '2026-12-01', endDate: '2026-12-14', postsPerWeek: 3 };

describe('POST /v1/ai/calendar', () => {
  let punctual: TestPunctual;
  let user: TestUser;

  beforeAll(async () => {
    punctual = await startPunctual({ env: { SIGN_UP_OPEN: 'true' } });
    user = await punctual.signUp();
    await user.link('ig');
  });
  afterAll(() => punctual.close());

  test('refuses bad input by field, and whoever is not signed in', async () => {
    const backwards = await user.call('POST', '/v1/ai/calendar', { ...WISH, endDate: '2026-11-30' });
    expect(backwards.status).toBe(400);
    expect(backwards.error?.details.fields).toEqual([{ path: 'endDate', message: 'must not be before startDate' }]);
    const unknown = await user.call('POST', '/v1/ai/calendar', { ...WISH, tone: 'loud' });
    expect(unknown.error?.details.fields[0].path).toBe('tone');
    expect((await user.call('POST', '/v1/ai/calendar', WISH, { cookie: '' })).status).toBe(401);
    const elsewhere = await user.call('POST', '/v1/ai/calendar', WISH, { origin: 'https://evil.example' });
    expect(elsewhere.status).toBe(403);
    const stranger = await punctual.signUp('stranger@example.com');
    const { calendarId } = (await stranger.call('GET', '/v1/me')).data;
    expect((await user.call('POST', '/v1/ai/calendar', { ...WISH, calendarId })).status).toBe(404);
    expect((await stranger.call('GET', `/v1/ai/calendar/${calendarId}`)).data.runs).toEqual([]);
  });

  test('proposes a pasted plan as drafts that stand in the calendar with their run', async () => {
    const { pieces, done } = await propose(punctual, user, [TEA, KILN, WORKSHOP]);
    expect(pieces.map((piece) => piece.change)).toEqual(['added', 'added', 'added']);
    expect(done.summary).toMatchObject({ status: 'completed', pieceCount: 3, source: { kind: 'built_in' } });
    const calendar = await calendarOf(done.calendarId);
    expect(calendar.runs).toEqual([
      expect.objectContaining({ id: done.runId, status: 'completed', pieceCount: 3, model: null, tokens: null }),
    ]);
    expect(calendar.runs[0].completedAt).not.toBeNull();
    expect(calendar.runs[0].diff).toEqual(done.summary.diff);
    const stored = calendar.entries.map((entry: Loose) => [entry.entryKey, entry.scheduledAt, entry.edited]);
    const told = pieces.flatMap((piece) =>
      piece.slots.map((slot: Loose) => [`${piece.entryKey}:${slot.channel}`, slot.scheduledAt, false]),
    );
    expect(new Set(stored)).toEqual(new Set(told));
    expect(stored).toHaveLength(told.length);
    for (const entry of calendar.entries) expect(entry).toMatchObject({ state: 'draft', job: null, runId: done.runId });
    const tiktok = calendar.entries.find((entry: Loose) => entry.channel === 'tiktok');
    expect(tiktok.payload).toMatchObject({ mode: 'direct', allowComment: false });
  });

  test('proposed again it changes nothing', async () => {
    const before = await posts();
    const { pieces, done } = await propose(punctual, user, [TEA, KILN, WORKSHOP]);
    expect(pieces.map((piece) => piece.change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(done.summary.diff).toMatchObject({ added: [], changed: [], removed: [], kept: [] });
    expect(await posts()).toEqual(before);
  });

  test('keeps what the creator edited, and takes away only its own drafts', async () => {
    const tea = (await posts()).find((post) => post.brief === TEA);
    await user.call('PATCH', `/v1/posts/${tea.id}`, { caption: 'My own words' });
    const { done } = await propose(punctual, user, [KILN, VASES]);
    const { diff } = done.summary;
    expect(diff.kept).toEqual([expect.objectContaining({ title: tea.title })]);
    expect(diff.added).toHaveLength(1);
    expect(diff.removed).toHaveLength(1);
    const after = await posts();
    expect(after).toHaveLength(3);
    expect(new Set(after.map((post) => post.brief))).toEqual(new Set([TEA, KILN, VASES]));
    expect(after.find((post) => post.id === tea.id).caption).toBe('My own words');
  });

  test('a change of its own is not the creator’s: the next run may change it again', async () => {
    const kiln = (await posts()).find((post) => post.brief === KILN);
    for (const day of ['2026-12-09', '2026-12-10']) {
      const { pieces, done } = await propose(punctual, user, [`${day}: ${KILN}`, VASES]);
      expect(pieces.find((piece) => piece.brief === KILN)).toMatchObject({ change: 'changed' });
      const calendar = await calendarOf(done.calendarId);
      const moved = calendar.entries.filter((entry: Loose) => entry.postId === kiln.id);
      expect(moved).toHaveLength(2);
      for (const entry of moved) {
        expect(entry).toMatchObject({ edited: false, runId: done.runId });
        expect(entry.scheduledAt.slice(0, 10)).toBe(day);
      }
    }
  });

  test('what is accepted is the creator’s: no run changes or removes it, and it waits no more', async () => {
    const { calendarId } = (await user.call('GET', '/v1/me')).data;
    const waiting = async () => (await user.call('GET', `/v1/ai/calendar/${calendarId}?open=true`)).data;
    const kiln = (await posts()).find((post) => post.brief === KILN);
    const before = await waiting();
    expect(before.runs).toHaveLength(1);
    expect(new Set(before.entries.map((entry: Loose) => entry.proposed))).toEqual(new Set([true]));
    expect(before.entries.some((entry: Loose) => entry.postId === kiln.id)).toBe(true);
    const entryId = kiln.entries[0].id;
    const saved = await user.call('POST', '/v1/ai/calendar/save', { calendarId, entries: [{ entryId, accept: true }] });
    expect(saved.status).toBe(200);
    expect((await waiting()).entries.some((entry: Loose) => entry.postId === kiln.id)).toBe(false);
    for (const { id } of kiln.entries) {
      const entry = (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
      expect(entry).toMatchObject({ proposed: false, state: 'draft' });
    }
    // An open composer can still save: the post itself was not written to.
    const edited = await user.call('PATCH', `/v1/posts/${kiln.id}`, { version: kiln.version, title: 'Kiln day' });
    expect(edited.status).toBe(200);
    const { done } = await propose(punctual, user, [VASES]);
    expect(done.summary.diff.kept).toContainEqual(expect.objectContaining({ title: 'Kiln day' }));
    expect((await posts()).find((post) => post.id === kiln.id)?.title).toBe('Kiln day');
  });

  test('a post of two channels is dismissed by either or both of its entries, once', async () => {
    const { calendarId } = (await user.call('GET', '/v1/me')).data;
    const vases = (await posts()).find((post) => post.brief === VASES);
    const entries = vases.entries.map(({ id }: Loose) => ({ entryId: id, remove: true }));
    expect(entries).toHaveLength(2);
    const saved = await user.call('POST', '/v1/ai/calendar/save', { calendarId, entries });
    expect(saved.status).toBe(200);
    expect((await posts()).some((post) => post.id === vases.id)).toBe(false);
    const again = await user.call('POST', '/v1/ai/calendar/save', { calendarId, entries });
    expect(again.error?.code).toBe('NOT_FOUND');
  });

  test('hand edits are refused to who has not seen the latest, all of them; two entries of one post go together', async () => {
    const { calendarId } = (await user.call('GET', '/v1/me')).data;
    const { entries } = (await user.call('GET', `/v1/ai/calendar/${calendarId}`)).data;
    const pair = entries.filter((entry: Loose) => entry.postId === entries[0].postId);
    const save = (title: string) =>
      user.call('POST', '/v1/ai/calendar/save', {
        calendarId,
        entries: pair.map(({ id, version }: Loose) => ({ entryId: id, version, title })),
      });
    const titles = async () => (await user.call('GET', `/v1/posts/${entries[0].postId}`)).data.title;
    expect((await save('The first word')).status).toBe(200);
    expect(await save('Not having read it')).toMatchObject({ status: 409, error: { code: 'VERSION_CONFLICT' } });
    expect(await titles()).toBe('The first word');
    const stale = { calendarId, entries: [{ entryId: pair[0].id, version: pair[0].version, remove: true }] };
    expect((await user.call('POST', '/v1/ai/calendar/save', stale)).status).toBe(409);
    expect(await titles()).toBe('The first word');
  });

  test('goals stand in for a plan that is not there', async () => {
    const window = { startDate: '2027-05-03', endDate: '2027-05-16' };
    const { pieces } = await propose(punctual, user, [], { ...window, goals: 'Show how the blue glaze is made' });
    expect(pieces.map((piece) => piece.brief)).toEqual(['Show how the blue glaze is made']);
  });

  test('leaves the drafts of another fortnight, and everything when there is no plan', async () => {
    const before = (await posts()).length;
    const later = await propose(punctual, user, [WORKSHOP], { startDate: '2026-12-15', endDate: '2026-12-28' });
    expect(later.done.summary.diff.removed).toEqual([]);
    const empty = await propose(punctual, user, []);
    expect(empty.notes).toEqual([expect.objectContaining({ note: expect.objectContaining({ code: 'brief_empty' }) })]);
    expect(empty.done.summary.diff.removed).toEqual([]);
    expect(await posts()).toHaveLength(before + 1);
  });

  test('an idea told twice makes two posts of different keys', async () => {
    const { pieces } = await propose(punctual, user, [VASES, VASES], {
      startDate: '2027-01-04',
      endDate: '2027-01-17',
    });
    expect(new Set(pieces.map((piece) => piece.entryKey)).size).toBe(2);
  });

  test('an error on the way ends the stream in plain words; the run says failed, and what came is kept', async () => {
    await sql`ALTER TABLE posts ADD CONSTRAINT no_curse CHECK (brief NOT LIKE 'Cursed%') NOT VALID`.execute(
      punctual.foundation.database,
    );
    const window = { startDate: '2027-02-01', endDate: '2027-02-14' };
    const response = await request(punctual, user, ['Glaze recipes for the new year', 'Cursed idol'], { window });
    const events = eventsOf(await response.text());
    expect(events.map((event) => event.name)).toEqual(['piece', 'error']);
    const problem = events[1]?.data;
    expect(Object.keys(problem)).toEqual(['code', 'message']);
    expect(problem.code).toBe('INTERNAL');
    expect(problem.message).not.toMatch(/constraint|no_curse|\bat\b .*:\d/);
    const { calendarId } = (await user.call('GET', '/v1/me')).data;
    const { runs } = await calendarOf(calendarId);
    expect(runs).toContainEqual(expect.objectContaining({ status: 'failed', pieceCount: 1, completedAt: null }));
    expect((await posts()).some((post) => post.brief.startsWith('Glaze recipes'))).toBe(true);
  });

  async function calendarOf(calendarId: string): Promise<Loose> {
    return (await user.call('GET', `/v1/ai/calendar/${calendarId}`)).data;
  }

  async function posts(): Promise<Loose[]> {
    return (await user.call('GET', '/v1/posts?limit=100')).data;
  }
});

describe('POST /v1/ai/calendar with a model', () => {
  let punctual: TestPunctual;
  let user: TestUser;
  let model: Server;

  beforeAll(async () => {
    model = createServer().listen(0, '127.0.0.1');
    await once(model, 'listening');
    const address = model.address();
    const port = typeof address === 'object' ? address?.port : 0;
    punctual = await startPunctual({
      env: { AI_PROVIDER: 'openai-compatible', AI_BASE_URL: `http://127.0.0.1:${port}/v1`, AI_MODEL: 'thinker' },
    });
    user = await punctual.signUp();
  });
  afterAll(async () => {
    await punctual.close();
    model.closeAllConnections();
    await new Promise((resolve) => model.close(resolve));
  });

  test('stops when its reader hangs up, keeps what came, and takes nothing away after a refusal', async () => {
    const asked = once(model, 'request');
    const reader = new AbortController();
    const pinned = [`2026-12-09: ${TEA}`, `2026-12-10: ${KILN}`];
    const response = await request(punctual, user, [...pinned, WORKSHOP], { signal: reader.signal });
    expect(response.status).toBe(200);
    const [, thinking] = (await asked) as [unknown, ServerResponse];
    const hungUp = once(thinking, 'close');
    reader.abort();
    await hungUp;

    model.on('request', (_request, answer: ServerResponse) => answer.writeHead(401).end());
    // A run begins when the one before has ended, so that one is on record now.
    const { pieces, notes, done } = await propose(punctual, user, [VASES]);
    expect(notes.map(({ note }) => note.code)).toContain('key_refused');
    expect(pieces.map((piece) => piece.brief)).toEqual([VASES]);
    expect(done.summary.diff.removed).toEqual([]);
    const { runs } = (await user.call('GET', `/v1/ai/calendar/${done.calendarId}`)).data;
    expect(runs.find((run: Loose) => run.id !== done.runId)).toMatchObject({ status: 'timeout', pieceCount: 2 });
    const briefs = (await user.call('GET', '/v1/posts')).data.map((post: Loose) => post.brief);
    expect(new Set(briefs)).toEqual(new Set([TEA, KILN, VASES]));
  });

  test('a newer run of the same calendar stops the one before', async () => {
    model.removeAllListeners('request');
    const asked = once(model, 'request');
    const first = propose(punctual, user, [`2026-12-11: ${WORKSHOP}`]);
    await asked;
    model.on('request', (_request, answer: ServerResponse) => answer.writeHead(401).end());
    const second = await propose(punctual, user, [WORKSHOP]);
    expect((await first).done.summary.status).toBe('timeout');
    expect(second.done.summary.status).toBe('completed');
  });
});

/** Asks for a calendar and reads it to its end. */
async function propose(punctual: TestPunctual, user: TestUser, lines: readonly string[], window: object = {}) {
  const response = await request(punctual, user, lines, { window });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events = eventsOf(await response.text());
  expect(events.at(-1)?.name).toBe('done');
  const named = (name: string): Loose[] => events.filter((event) => event.name === name).map((event) => event.data);
  return { pieces: named('piece'), notes: named('note'), done: named('done')[0] };
}

function request(
  punctual: TestPunctual,
  user: TestUser,
  lines: readonly string[],
  options: { window?: object; signal?: AbortSignal },
): Promise<Response> {
  return fetch(`${punctual.url}/v1/ai/calendar`, {
    method: 'POST',
    headers: { cookie: user.cookie, origin: punctual.url, 'content-type': 'application/json' },
    body: JSON.stringify({ ...WISH, ...options.window, plan: lines.join('\n') }),
    signal: options.signal ?? null,
  });
}

function eventsOf(text: string): { name: string; data: Loose }[] {
  return [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name = '', data = '']) => ({
    name,
    data: JSON.parse(data),
  }));
}
