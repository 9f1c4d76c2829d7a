import { z } from 'zod';
import { Channel } from './channel.ts';
import { Entry } from './entry.ts';
import { Hashtag, Id, InstantText } from './primitives.ts';
import { ModelUsage, SuggestionNote, SuggestionSource } from './suggestion.ts';

const Day = z.iso.date({ error: 'must be a day such as 2026-12-01' });

/** `plan` is the creator's own: a pasted plan or a list of ideas, one a line. Days are of the account's zone, both included. */
export const ProposeCalendar = z
  .strictObject({
    calendarId: Id.optional(),
    channels: z.array(Channel).min(1).max(2),
    startDate: Day,
    endDate: Day,
    postsPerWeek: z.number().int().min(1).max(14),
    plan: z.string().max(20_000).default(''),
    /** What the creator wants to reach with it. Guides a model; where there is no plan, ideas are taken from here. */
    goals: z.string().max(2000).default(''),
  })
  .refine((request) => request.startDate <= request.endDate, {
    path: ['endDate'],
    message: 'must not be before startDate',
  })
  .refine((request) => Date.parse(request.endDate) - Date.parse(request.startDate) <= 92 * 86_400_000, {
    path: ['endDate'],
    message: 'must be at most three months after startDate',
  });
export type ProposeCalendar = z.infer<typeof ProposeCalendar>;

export const PieceSlot = z.object({ channel: Channel, scheduledAt: InstantText, note: z.string().nullable() });
export type PieceSlot = z.infer<typeof PieceSlot>;

/**
 * One proposed post. `entryKey` is stable: the same idea keeps it when the calendar is proposed anew, which is how
 * a diff is told from a new calendar.
 */
export const ProposedPiece = z.object({
  kind: z.literal('piece'),
  index: z.number().int(),
  entryKey: z.string(),
  change: z.enum(['added', 'changed', 'unchanged']),
  title: z.string(),
  brief: z.string(),
  caption: z.string(),
  hashtags: z.array(Hashtag),
  slots: z.array(PieceSlot).min(1),
  reason: z.string(),
  source: SuggestionSource,
});
export type ProposedPiece = z.infer<typeof ProposedPiece>;

/** `keep_alive` travels as an SSE comment, the others as events of their own name. */
export const ProposalEvent = z.discriminatedUnion('kind', [
  ProposedPiece,
  z.object({ kind: z.literal('note'), note: SuggestionNote }),
  z.object({ kind: z.literal('keep_alive') }),
]);
export type ProposalEvent = z.infer<typeof ProposalEvent>;

const Change = z.object({ entryKey: z.string(), title: z.string() });
/** Against what stood in the calendar before. `kept`: edited by the creator (or no longer a draft), so not touched. */
export const ProposalDiff = z.object({
  added: z.array(Change),
  changed: z.array(Change.extend({ what: z.array(z.enum(['title', 'caption', 'hashtags', 'time', 'channels'])) })),
  unchanged: z.array(Change),
  kept: z.array(Change),
  removed: z.array(Change),
});
export type ProposalDiff = z.infer<typeof ProposalDiff>;

/** The final event. `unplaced`: ideas for which the window had no free slot. */
export const ProposalSummary = z.object({
  status: z.enum(['completed', 'timeout', 'failed']),
  pieceCount: z.number().int(),
  diff: ProposalDiff,
  unplaced: z.array(z.string()),
  slotsLeftOver: z.number().int(),
  source: SuggestionSource,
  usage: ModelUsage.nullable(),
  latencyMs: z.number().int(),
});
export type ProposalSummary = z.infer<typeof ProposalSummary>;

/** What the `done` event carries once the run is stored. */
export const ProposalDone = z.object({ calendarId: Id, runId: Id, summary: ProposalSummary });
export type ProposalDone = z.infer<typeof ProposalDone>;

/** The creator's hand edits of a proposed calendar; from then on these entries are `edited`. */
export const SaveCalendar = z.strictObject({
  calendarId: Id,
  entries: z
    .array(
      z.strictObject({
        entryId: Id,
        version: z.number().int().min(0).optional(),
        title: z.string().max(200).optional(),
        caption: z.string().max(10_000).optional(),
        hashtags: z.array(Hashtag).max(100).optional(),
        scheduledAt: InstantText.nullable().optional(),
        /** The post of this entry is the creator's from now on: proposing anew leaves it alone. */
        accept: z.boolean().optional(),
        /** Deletes the post of this entry. */
        remove: z.boolean().optional(),
      }),
    )
    .max(500),
});
export type SaveCalendar = z.infer<typeof SaveCalendar>;

/** `open`: only what waits for the creator's word, and only the latest run. */
export const ProposedCalendarQuery = z.strictObject({ open: z.enum(['true', 'false']).optional() });

export const CalendarRun = z.object({
  id: Id,
  status: z.enum(['completed', 'timeout', 'failed']),
  startedAt: InstantText,
  completedAt: InstantText.nullable(),
  model: z.string().nullable(),
  tokens: z.number().int().nullable(),
  latencyMs: z.number().int().nullable(),
  pieceCount: z.number().int(),
  diff: ProposalDiff.nullable(),
});
export const ProposedCalendar = z.object({
  calendarId: Id,
  entries: z.array(Entry.extend({ entryKey: z.string(), edited: z.boolean() })),
  runs: z.array(CalendarRun),
});
export type ProposedCalendar = z.infer<typeof ProposedCalendar>;
