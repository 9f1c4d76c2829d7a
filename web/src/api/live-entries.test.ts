import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { keys } from './keys.ts';
import { applyChange, parseChange } from './live.ts';
import { inWindow, putEntry, removeEntries } from './live-entries.ts';

const NOVEMBER = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
const DECEMBER = { from: '2026-12-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

function entry(id: string, scheduledAt: string | null, over: Partial<Entry> = {}): Entry {
  return {
    id,
    postId: `post-${id}`,
    channel: 'ig',
    calendarId: 'c',
    planId: null,
    runId: null,
    title: id,
    scheduledAt,
    timezone: 'Europe/Madrid',
    state: 'scheduled',
    readiness: 'ready',
    issues: [],
    job: { id: `job-${id}`, status: 'scheduled', attemptCount: 0, lastError: null, nextAttemptAt: null },
    payload: {},
    tags: [],
    thumbnailUrl: null,
    permalink: null,
    version: 1,
    createdAt: '2026-11-01T00:00:00Z',
    updatedAt: '2026-11-01T00:00:00Z',
    ...over,
  };
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
  const asked: string[] = [];
  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      const id = url.split('/').at(-1) ?? '';
      const data = entry(id, '2026-11-12T10:00:00Z', {
        state: 'published',
        readiness: 'published',
        updatedAt: '2026-11-12T10:00:01Z',
      });
      return Promise.resolve(Response.json({ data, error: null, meta: { requestId: 'r', latencyMs: 1 } }));
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is one entry, once, however many changes one deed is told as', async () => {
    const { client } = calendarWith([entry('a', '2026-11-12T10:00:00Z')]);
    applyChange(client, { kind: 'entries', ids: ['a'] });
    applyChange(client, { kind: 'jobs', ids: ['job-a'] });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual(['/v1/calendar/entries/a']);
    const shown = client.getQueryData<Entry[]>(keys.entries.window(NOVEMBER.from, NOVEMBER.to));
    expect(shown?.[0]?.readiness).toBe('published');
  });

  it('is the whole window when a post changed, which may have new entries', async () => {
    const { client } = calendarWith([entry('a', '2026-11-12T10:00:00Z')]);
    applyChange(client, { kind: 'posts', ids: ['post-a'] });
    await vi.advanceTimersByTimeAsync(100);
    expect(client.getQueryState(keys.entries.window(NOVEMBER.from, NOVEMBER.to))?.isInvalidated).toBe(true);
    expect(asked).toEqual([]);
  });
});
