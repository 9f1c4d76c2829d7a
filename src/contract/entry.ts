import { z } from 'zod';
import { Channel } from './channel.ts';
import { Issue, Readiness } from './issue.ts';
import { EntryJob } from './job.ts';
import { InstagramPayload, TiktokPayload } from './payload.ts';
import { Id, InstantText, PageQuery, Tag } from './primitives.ts';

/** What a tile says of progress; follows from the job alone (domain/entry-state). */
export const ENTRY_STATES = ['draft', 'scheduled', 'publishing', 'retrying', 'published', 'needs_attention'] as const;
export const EntryState = z.enum(ENTRY_STATES);
export type EntryState = z.infer<typeof EntryState>;

/** One post on one channel at one time: the calendar's unit (spec.md 9, "Entry"). */
export const Entry = z.object({
  id: Id,
  postId: Id,
  channel: Channel,
  calendarId: Id,
  planId: Id.nullable(),
  runId: Id.nullable(),
  /** A draft that a proposed calendar put there and that the creator has neither accepted nor changed yet. */
  proposed: z.boolean(),
  title: z.string(),
  scheduledAt: InstantText.nullable(),
  timezone: z.string(),
  state: EntryState,
  readiness: Readiness,
  issues: z.array(Issue),
  job: EntryJob.nullable(),
  payload: z.union([InstagramPayload, TiktokPayload]),
  tags: z.array(z.string()),
  thumbnailUrl: z.string().nullable(),
  permalink: z.string().nullable(),
  version: z.number().int(),
  createdAt: InstantText,
  updatedAt: InstantText,
});
export type Entry = z.infer<typeof Entry>;

/** The most ids one question may name. A change says at most as many (store/changes.ts). */
export const MOST_IDS_ASKED = 100;

/** `a,b,c` as a query carries several ids. */
const Ids = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(Id).max(MOST_IDS_ASKED, `must name ${MOST_IDS_ASKED} ids at most`))
  .optional();

export const ListEntriesQuery = PageQuery.extend({
  /** Only these, whenever they are: what a client asks for after it heard that they changed. */
  ids: Ids,
  /** Only those of these posts. */
  posts: Ids,
  from: InstantText.optional(),
  to: InstantText.optional(),
  channel: Channel.optional(),
  readiness: Readiness.optional(),
  tag: Tag.optional(),
  /** `true`: drafts without a time as well, which no window contains. */
  drafts: z.enum(['true', 'false']).optional(),
});

/** `version` is the one the editor started from; an entry that moved on since answers 409 with its newer self. */
export const PatchEntry = z.strictObject({
  version: z.number().int().min(0).optional(),
  scheduledAt: InstantText.nullable().optional(),
  payload: z.record(z.string(), z.unknown()).optional(),
});

/** What a move by a period did to one entry, or would do. `note` says where the clocks changed the wish. */
export const MovedEntry = z.object({ id: Id, from: InstantText, to: InstantText, note: z.string().optional() });
export const RefusedEntry = z.object({ id: Id, code: z.string(), message: z.string() });
export const UndoHandle = z.object({ id: Id, expiresAt: InstantText });
export type UndoHandle = z.infer<typeof UndoHandle>;

const shiftOptions = { offset: z.string().max(50), dryRun: z.boolean().optional() };
export const BulkShift = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(10_000), ...shiftOptions }),
  z.strictObject({
    range: z.strictObject({
      from: InstantText,
      to: InstantText,
      channel: Channel.optional(),
      readiness: Readiness.optional(),
    }),
    ...shiftOptions,
  }),
]);
export type BulkShift = z.infer<typeof BulkShift>;

/** The next good slots reach two weeks ahead, so more could hardly find one. */
export const ShiftToSlots = z.strictObject({ ids: z.array(Id).min(1).max(500), dryRun: z.boolean().optional() });

export const BulkShiftReport = z.object({
  moved: z.array(MovedEntry),
  refused: z.array(RefusedEntry),
  undo: UndoHandle.nullable(),
});
export type BulkShiftReport = z.infer<typeof BulkShiftReport>;
