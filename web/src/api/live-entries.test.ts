import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { keys } from './keys.ts';
import { applyChange, parseChange } from './live.ts';
import { fetchEntries, inWindow } from './entries.ts';
import { putEntry, removeEntries, wishEntry } from './live-entries.ts';
import { entry as madeEntry } from './testing/made-entry.ts';

const NOVEMBER = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
const DECEMBER = { from: '2026-12-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

function entry(id: string, scheduledAt: string | null, over: Partial<Entry> = {}): Entry {
  const job = { id: `job-${id}`, status: 'scheduled', attemptCount: 0, lastError: null, nextAttemptAt: null } as const;
  return madeEntry({ id, postId: `post-${id}`, title: id, scheduledAt, job, ...over });
}

function calendarWith(november: Entry[], december: Entry[] = []) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(keys.entries.window(NOVEMBER.from, NOVEMBER.to), november);
  client.setQueryData(keys.entries.window(DECEMBER.from, DECEMBER.to), december);
  const shown = (window: typeof NOVEMBER) =>
    (client.getQueryData<Entry[]>(keys.entries.window(window.from, window.to)) ?? []).map(({ id }) => id);
  return { client, shown };
}

describe('an entry that changed', () => {
  it('leaves the month it was moved out of and appears in the other', () => {
    const { client, shown } = calendarWith([entry('a', '2026-11-30T10:00:00Z')]);
    putEntry(client, entry('a', '2026-12-01T10:00:00Z', { updatedAt: '2026-11-02T00:00:00Z' }));
    expect([shown(NOVEMBER), shown(DECEMBER)]).toEqual([[], ['a']]);
  });

  it('is not replaced by an older reading that comes late', () => {
    const { client, shown } = calendarWith([entry('a', '2026-11-10T10:00:00Z', { updatedAt: '2026-11-05T00:00:00Z' })]);
    putEntry(client, entry('a', '2026-12-10T10:00:00Z', { updatedAt: '2026-11-04T00:00:00Z' }));
    expect([shown(NOVEMBER), shown(DECEMBER)]).toEqual([['a'], []]);
  });

  it('shows as a draft in every month once it has no time', () => {
    const { client, shown } = calendarWith([entry('a', '2026-11-10T10:00:00Z')]);
    putEntry(client, entry('a', null, { updatedAt: '2026-11-05T00:00:00Z' }));
    expect([shown(NOVEMBER), shown(DECEMBER)]).toEqual([['a'], ['a']]);
  });

  it('goes when it is deleted', () => {
    const { client, shown } = calendarWith([entry('a', '2026-11-10T10:00:00Z'), entry('b', '2026-11-11T10:00:00Z')]);
    removeEntries(client, ({ postId }) => postId === 'post-a');
    expect(shown(NOVEMBER)).toEqual(['b']);
  });
});

describe('a window', () => {
  it('holds its first instant and not its last', () => {
    expect(inWindow({ scheduledAt: '2026-11-01T00:00:00Z' }, NOVEMBER.from, NOVEMBER.to)).toBe(true);
    expect(inWindow({ scheduledAt: '2026-12-01T00:00:00Z' }, NOVEMBER.from, NOVEMBER.to)).toBe(false);
  });
});

describe('messages of the stream', () => {
  it.each(['', ': keep-alive', '{"kind":"weather","ids":[]}', 'null', '[1]'])('%s is none of our business', (text) => {
    expect(parseChange(text)).toBeNull();
  });

  it('are read for what they say', () => {
    expect(parseChange('{"kind":"jobs","ids":["x",3]}')).toEqual({ kind: 'jobs', ids: ['x'] });
  });
});

describe('what is read again', () => {
  /** What was asked of the server, and what stands there. */
  const asked: string[] = [];
  let there: Entry[] = [];
  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
    there = [];
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(decodeURIComponent(url));
      const { searchParams } = new URL(url, 'http://localhost');
      const named = (name: string, id: string) => searchParams.get(name)?.split(',').includes(id) ?? false;
      const data = there.filter((one) => named('ids', one.id) || named('posts', one.postId));
      return Promise.resolve(Response.json({ data, error: null, meta: { requestId: 'r', latencyMs: 1 } }));
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is one entry, once, however many changes one deed is told as', async () => {
    const { client } = calendarWith([entry('a', '2026-11-12T10:00:00Z')]);
    there = [entry('a', '2026-11-12T10:00:00Z', { readiness: 'published', updatedAt: '2026-11-12T10:00:01Z' })];
    applyChange(client, { kind: 'entries', ids: ['a'] });
    applyChange(client, { kind: 'jobs', ids: ['job-a', 'job-of-another-month'] });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual(['/v1/calendar/entries?ids=a']);
    const shown = client.getQueryData<Entry[]>(keys.entries.window(NOVEMBER.from, NOVEMBER.to));
    expect(shown?.[0]?.readiness).toBe('published');
  });

  it('is the entries of a post that changed: one more, one less', async () => {
    const { client, shown } = calendarWith([
      entry('a', '2026-11-12T10:00:00Z', { postId: 'post' }),
      entry('b', '2026-11-12T10:00:00Z', { postId: 'post' }),
      entry('c', '2026-11-13T10:00:00Z'),
    ]);
    there = [
      entry('b', '2026-11-12T10:00:00Z', { postId: 'post' }),
      entry('d', '2026-12-12T10:00:00Z', { postId: 'post' }),
    ];
    applyChange(client, { kind: 'posts', ids: ['post'] });
    applyChange(client, { kind: 'entries', ids: ['b', 'd'] });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual(['/v1/calendar/entries?posts=post']);
    expect([shown(NOVEMBER), shown(DECEMBER)]).toEqual([['b', 'c'], ['d']]);
  });

  it('is every window when a change names nothing', async () => {
    const { client } = calendarWith([entry('a', '2026-11-12T10:00:00Z')]);
    applyChange(client, { kind: 'entries', ids: [] });
    await vi.advanceTimersByTimeAsync(100);
    expect(client.getQueryState(keys.entries.window(NOVEMBER.from, NOVEMBER.to))?.isInvalidated).toBe(true);
    expect(asked).toEqual([]);
  });
});

/** Gives the answer to what was asked last. */
let answer: (data: Entry[]) => void = () => undefined;
const read = (window: typeof NOVEMBER) => fetchEntries(window, new AbortController().signal);

describe('a wish not yet confirmed', () => {
  const before = entry('a', '2026-11-30T10:00:00Z');
  const wished = { ...before, scheduledAt: '2026-12-02T10:00:00Z' };
  const moved = { ...wished, version: 2, updatedAt: '2026-11-02T00:00:00Z' };
  beforeEach(() => {
    vi.stubGlobal(
      'fetch',
      () =>
        new Promise((resolve) => {
          answer = (data) => resolve(Response.json({ data, error: null, meta: { requestId: 'r', latencyMs: 1 } }));
        }),
    );
  });
  afterEach(() => vi.unstubAllGlobals());

  it('stands against a reading from before it, while it waits and after it was confirmed', async () => {
    for (const confirm of [false, true]) {
      const { client } = calendarWith([before]);
      const [november, fromNovember] = [read(NOVEMBER), answer];
      const [december, fromDecember] = [read(DECEMBER), answer];
      const settle = wishEntry(client, wished);
      if (confirm) settle(moved);
      fromNovember([before]);
      fromDecember([]);
      expect(await november).toEqual([]);
      expect((await december).map(({ scheduledAt }) => scheduledAt)).toEqual([wished.scheduledAt]);
      settle(moved);
    }
  });

  it('is not taken back by news of something else', () => {
    const { client, shown } = calendarWith([before]);
    const settle = wishEntry(client, wished);
    putEntry(client, { ...before, readiness: 'missing_media', updatedAt: '2026-11-01T12:00:00Z' });
    expect([shown(NOVEMBER), shown(DECEMBER)]).toEqual([[], ['a']]);
    settle(moved);
  });

  it('gives way to the wish after it; the server has the last word', () => {
    const { client, shown } = calendarWith([before]);
    const first = wishEntry(client, wished);
    const second = wishEntry(client, { ...before, scheduledAt: '2026-11-05T10:00:00Z' });
    first(moved);
    expect([shown(NOVEMBER), shown(DECEMBER)]).toEqual([['a'], []]);
    second({ ...moved, version: 3, updatedAt: '2026-11-03T00:00:00Z' });
    expect([shown(NOVEMBER), shown(DECEMBER)]).toEqual([[], ['a']]);
  });
});
