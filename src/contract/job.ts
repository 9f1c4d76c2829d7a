import { z } from 'zod';
import { Channel } from './channel.ts';
import { Id, InstantText, PageQuery } from './primitives.ts';

/** `publish_jobs.status` (spec.md 2). `failed` lasts from a failed attempt until its retry begins. */
export const JOB_STATUSES = ['scheduled', 'publishing', 'published', 'failed', 'needs_attention'] as const;
export const JobStatus = z.enum(JOB_STATUSES);
export type JobStatus = z.infer<typeof JobStatus>;

/** How a failure is to be met (platforms/instagram.md, head; spec.md 5.3). */
export const FAILURE_CLASSES = ['transient', 'rate', 'token', 'media', 'content', 'permanent', 'unknown'] as const;
export const FailureClass = z.enum(FAILURE_CLASSES);
export type FailureClass = z.infer<typeof FailureClass>;

/** The job as an entry carries it. */
export const EntryJob = z.object({
  id: Id,
  status: JobStatus,
  attemptCount: z.number().int(),
  lastError: z.string().nullable(),
  nextAttemptAt: InstantText.nullable(),
});
export type EntryJob = z.infer<typeof EntryJob>;

export const Job = EntryJob.extend({
  calendarEntryId: Id,
  channel: Channel,
  scheduledAt: InstantText,
  /** Set while nobody knows whether the post went out: the platform is being asked. */
  unknownSince: InstantText.nullable(),
  createdAt: InstantText,
  updatedAt: InstantText,
});
export type Job = z.infer<typeof Job>;

export const CreateJob = z.strictObject({ calendarEntryId: Id, scheduledAt: InstantText.optional() });
export const PatchJob = z.union([
  z.strictObject({ scheduledAt: InstantText }),
  z.strictObject({ cancel: z.literal(true) }),
]);
export const ListJobsQuery = PageQuery.extend({
  status: JobStatus.optional(),
  channel: Channel.optional(),
  calendarEntryId: Id.optional(),
});

/** A person's word on an attempt whose outcome the platform could not tell (spec.md 5.4). */
export const ResolveJob = z.strictObject({ outcome: z.enum(['live', 'post_again']), permalink: z.url().optional() });

/**
 * *Resolve and reschedule* for posts that were held up at their hour or missed it: new times at the next good slots, or
 * at once. No `entryIds`: all of the channel's, as after a relink (spec.md 5.1).
 */
export const RescheduleHeldUp = z.strictObject({
  entryIds: z.array(Id).min(1).max(500).optional(),
  channel: Channel.optional(),
  mode: z.enum(['next_slots', 'now']),
});
