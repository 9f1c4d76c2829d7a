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
    const foreign = { ...WISH, calendarId: '01990000-0000-7000-8000-000000000000' };
    expect((await user.call('POST', '/v1/ai/calendar', foreign)).status).toBe(404);
  });

  test('proposes a pasted plan as drafts that stand in the calendar with their run', async () => {
    const { pieces, done } = await propose([TEA, KILN, WORKSHOP]);
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
    expect(stored.toSorted()).toEqual(told.toSorted());
    for (const entry of calendar.entries) expect(entry).toMatchObject({ state: 'draft', job: null, runId: done.runId });
    const tiktok = calendar.entries.find((entry: Loose) => entry.channel === 'tiktok');
    expect(tiktok.payload).toMatchObject({ mode: 'direct', allowComment: false });
  });

  test('proposed again it changes nothing', async () => {
    const before = await posts();
    const { pieces, done } = await propose([TEA, KILN, WORKSHOP]);
    expect(pieces.map((piece) => piece.change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(done.summary.diff).toMatchObject({ added: [], changed: [], removed: [], kept: [] });
    expect(await posts()).toEqual(before);
  });

  test('keeps what the creator edited, and takes away only its own drafts', async () => {
    const tea = (await posts()).find((post) => post.brief === TEA);
    await user.call('PATCH', `/v1/posts/${tea.id}`, { caption: 'My own words' });
    const { done } = await propose([KILN, VASES]);
    const { diff } = done.summary;
    expect(diff.kept).toEqual([expect.objectContaining({ title: tea.title })]);
    expect(diff.added).toHaveLength(1);
    expect(diff.removed).toHaveLength(1);
    const after = await posts();
    expect(after.map((post) => post.brief).toSorted()).toEqual([TEA, KILN, VASES].toSorted());
    expect(after.find((post) => post.id === tea.id).caption).toBe('My own words');
  });

  test('a change of its own is not the creator’s: the next run may change it again', async () => {
    const kiln = (await posts()).find((post) => post.brief === KILN);
    for (const day of ['2026-12-09', '2026-12-10']) {
      const { pieces, done } = await propose([`${day}: ${KILN}`, VASES]);
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

  test('leaves the drafts of another fortnight, and everything when there is no plan', async () => {
    const before = (await posts()).length;
    const later = await propose([WORKSHOP], { startDate: '2026-12-15', endDate: '2026-12-28' });
    expect(later.done.summary.diff.removed).toEqual([]);
    const empty = await propose([]);
    expect(empty.notes).toEqual([expect.objectContaining({ note: expect.objectContaining({ code: 'brief_empty' }) })]);
    expect(empty.done.summary.diff.removed).toEqual([]);
    expect(await posts()).toHaveLength(before + 1);
  });

  test('an idea told twice makes two posts of different keys', async () => {
    const { pieces } = await propose([VASES, VASES], { startDate: '2027-01-04', endDate: '2027-01-17' });
    expect(new Set(pieces.map((piece) => piece.entryKey)).size).toBe(2);
  });

  async function propose(lines: readonly string[], window: object = {}) {
    const response = await fetch(`${punctual.url}/v1/ai/calendar`, {
      method: 'POST',
      headers: { cookie: user.cookie, origin: punctual.url, 'content-type': 'application/json' },
      body: JSON.stringify({ ...WISH, ...window, plan: lines.join('\n') }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = eventsOf(await response.text());
    expect(events.at(-1)?.name).toBe('done');
    const named = (name: string): Loose[] => events.filter((event) => event.name === name).map((event) => event.data);
    return { pieces: named('piece'), notes: named('note'), done: named('done')[0] };
  }

  async function calendarOf(calendarId: string): Promise<Loose> {
    return (await user.call('GET', `/v1/ai/calendar/${calendarId}`)).data;
  }

  async function posts(): Promise<Loose[]> {
    return (await user.call('GET', '/v1/posts?limit=100')).data;
  }
});

function eventsOf(text: string): { name: string; data: Loose }[] {
  return [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name = '', data = '']) => ({
    name,
    data: JSON.parse(data),
  }));
}
