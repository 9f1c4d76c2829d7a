import { z } from 'zod';
import { BulkShift, BulkShiftReport, Entry, ListEntriesQuery, PatchEntry, ShiftToSlots, UndoHandle } from '../entry.ts';
import type { Route } from '../route.ts';
import { byId, CONFLICTS, Done } from './shared.ts';

export const calendarRoutes = {
  listEntries: {
    method: 'GET',
    path: '/v1/calendar/entries',
    tag: 'calendar',
    summary: 'Entries of a window',
    query: ListEntriesQuery,
    reply: z.array(Entry),
    paged: true,
  },
  getEntry: {
    method: 'GET',
    path: '/v1/calendar/entries/{id}',
    tag: 'calendar',
    summary: 'One entry',
    params: byId,
    reply: Entry,
  },
  patchEntry: {
    method: 'PATCH',
    path: '/v1/calendar/entries/{id}',
    tag: 'calendar',
    summary: "Reschedule an entry or edit its channel's fields",
    params: byId,
    body: PatchEntry,
    reply: Entry.extend({ undo: UndoHandle.nullable() }),
    problems: ['VERSION_CONFLICT', 'TIME_IN_PAST', ...CONFLICTS],
  },
  bulkShift: {
    method: 'POST',
    path: '/v1/calendar/entries:bulk-shift',
    tag: 'calendar',
    summary: 'Move many entries by one period: all of them or none',
    body: BulkShift,
    reply: BulkShiftReport,
    problems: ['INVALID_OFFSET', 'SHIFT_REFUSED'],
  },
  shiftToSlots: {
    method: 'POST',
    path: '/v1/calendar/entries:to-next-slots',
    tag: 'calendar',
    summary: 'Move many entries to the next good slots, in their order: all of them or none',
    body: ShiftToSlots,
    reply: BulkShiftReport,
    problems: ['SHIFT_REFUSED'],
  },
  publishNow: {
    method: 'POST',
    path: '/v1/calendar/entries/{id}:publish-now',
    tag: 'calendar',
    summary: 'Publish at once (flag PUBLISH_NOW_ENABLED)',
    params: byId,
    reply: Entry,
    status: 202,
    problems: ['FEATURE_OFF', ...CONFLICTS],
  },
  undo: {
    method: 'POST',
    path: '/v1/undo/{id}',
    tag: 'calendar',
    summary: 'Take back a shift, a move or a deletion',
    params: byId,
    reply: Done,
    problems: ['UNDO_EXPIRED', 'UNDO_OVERTAKEN'],
  },
} as const satisfies Record<string, Route>;
