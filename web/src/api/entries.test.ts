import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { fetchEntries, keepEqualEntries } from './entries.ts';

const MAY = { from: '2027-05-01T00:00:00.000Z', to: '2027-06-01T00:00:00.000Z' };
const MINUTE_MS = 60_000;

/** A server with these entries, in order of time, undated ones last; says how many questions it had at once at most. */
function serve(entries: readonly Pick<Entry, 'id' | 'scheduledAt'>[]) {
  const seen = { atOnce: 0, questions: 0 };
  let open = 0;
  vi.stubGlobal('fetch', async (address: string) => {
    open += 1;
    seen.questions += 1;
    seen.atOnce = Math.max(seen.atOnce, open);
    const query = new URL(address, 'http://localhost').searchParams;
    const [from, to] = ['from', 'to'].map((name) => Date.parse(query.get(name) ?? ''));
    const found = entries.filter(({ scheduledAt }) =>
      scheduledAt === null
        ? query.get('drafts') === 'true'
        : Date.parse(scheduledAt) >= (from ?? 0) && Date.parse(scheduledAt) < (to ?? 0),
    );
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit'));
    await new Promise((resolve) => setTimeout(resolve, 0));
    open -= 1;
    const meta = { requestId: 'r', latencyMs: 1, nextCursor: end < found.length ? String(end) : null };
    return Response.json({ data: found.slice(start, end), error: null, meta });
  });
  return seen;
}

async function idsRead(): Promise<string[]> {
  return (await fetchEntries(MAY, new AbortController().signal)).map(({ id }) => id).toSorted();
}

function entriesEvery(minutes: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: `e${String(index).padStart(5, '0')}`,
    scheduledAt: new Date(Date.parse(MAY.from) + index * minutes * MINUTE_MS).toISOString(),
  }));
}

describe('a window of entries', () => {
  const drafts = ['x', 'y'].map((id) => ({ id, scheduledAt: null }));
  afterEach(() => vi.unstubAllGlobals());

  it('is one question while it fits on a page', async () => {
    const entries = [...entriesEvery(60, 300), ...drafts];
    const seen = serve(entries);
    expect(await idsRead()).toEqual(entries.map(({ id }) => id).toSorted());
    expect(seen.questions).toBe(1);
  });

  it('is read side by side when it does not, each entry once and the drafts too', async () => {
    const entries = [...entriesEvery(8, 5000), ...drafts];
    const seen = serve(entries);
    expect(await idsRead()).toEqual(entries.map(({ id }) => id).toSorted());
    expect(seen.atOnce).toBeGreaterThan(2);
  });

  it('is whole however it lies: at one instant, at its end, in undated drafts', async () => {
    for (const entries of [
      entriesEvery(0, 2500),
      entriesEvery(0, 2500).map((entry) => ({ ...entry, scheduledAt: '2027-05-31T23:59:59.999Z' })),
      Array.from({ length: 2500 }, (_, index) => ({ id: `d${String(index)}`, scheduledAt: null })),
    ]) {
      serve(entries);
      expect(await idsRead()).toEqual(entries.map(({ id }) => id).toSorted());
    }
  });
});

describe('a window read again', () => {
  const before = Array.from({ length: 40 }, (_, index) => ({ id: `e${String(index)}`, version: 1, tags: ['clay'] }));

  it('is the list there was when it says the same', () => {
    expect(keepEqualEntries(before, structuredClone(before))).toBe(before);
    const [first, ...others] = before;
    expect(keepEqualEntries(before, [structuredClone(first), ...others])).toBe(before);
  });

  it('keeps what says the same, wherever it stands now', () => {
    const after = structuredClone(before).toSpliced(1, 1, { id: 'e1', version: 2, tags: ['clay'] });
    const kept = keepEqualEntries(before, [{ id: 'new', version: 1, tags: [] }, ...after]) as typeof before;
    expect(kept.filter((entry) => !before.includes(entry)).map(({ id }) => id)).toEqual(['new', 'e1']);
    expect(kept.find(({ id }) => id === 'e1')).toMatchObject({ version: 2 });
  });
});
