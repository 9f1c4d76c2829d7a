import { z } from 'zod';
import { Channel } from './channel.ts';
import { FailureClass } from './job.ts';
import { Id, InstantText } from './primitives.ts';

/** A post on the platform that might be the one whose outcome is unclear. */
export const CandidatePost = z.object({
  externalId: z.string(),
  permalink: z.string().nullable(),
  createdAt: z.string().nullable(),
});

/** One attempt to publish an entry: what was tried, how far it got, what the platform said. */
export const Attempt = z.object({
  id: Id,
  entryId: Id,
  channel: Channel,
  number: z.number().int(),
  startedAt: InstantText,
  finishedAt: InstantText.nullable(),
  /** Null while it runs, and while its outcome is unknown. */
  status: z.enum(['ok', 'failed']).nullable(),
  lastStep: z.string().nullable(),
  failureClass: FailureClass.nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** What the platform's support asks for. */
  traceId: z.string().nullable(),
  candidates: z.array(CandidatePost),
});
export type Attempt = z.infer<typeof Attempt>;

/** A change of the post by a person. */
export const PostEvent = z.object({
  id: Id,
  kind: z.string(),
  at: InstantText,
  by: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type PostEvent = z.infer<typeof PostEvent>;

/** Everything that happened to a post, oldest first. */
export const PostHistory = z.object({ events: z.array(PostEvent), attempts: z.array(Attempt) });
export type PostHistory = z.infer<typeof PostHistory>;
