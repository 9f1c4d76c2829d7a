import type { Entry } from '../../../../src/contract/entry.ts';

let counter = 0;

/** A scheduled entry of a post of its own, at nine in the morning of 24 November 2026 (UTC). */
export function entry(over: Partial<Entry> = {}): Entry {
  counter += 1;
  return {
    id: `0190-${String(counter).padStart(4, '0')}`,
    postId: `post-${String(counter)}`,
    channel: 'ig',
    calendarId: 'calendar',
    planId: null,
    runId: null,
    proposed: false,
    title: `Post ${String(counter)}`,
    scheduledAt: '2026-11-24T09:00:00Z',
    timezone: 'Europe/Madrid',
    state: 'scheduled',
    readiness: 'ready',
    issues: [],
    job: null,
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
