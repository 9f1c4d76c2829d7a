import { z } from 'zod';

/**
 * Every error the API can answer: its HTTP status and what it means. The list is closed and printed into the
 * OpenAPI document; a code is never renamed.
 */
export const PROBLEMS = {
  INVALID_INPUT: {
    status: 400,
    meaning: 'The request does not have the documented shape; details name each field and the remedy.',
  },
  UNAUTHENTICATED: { status: 401, meaning: 'No valid session cookie or API key came with the request.' },
  FOREIGN_ORIGIN: { status: 403, meaning: 'A browser on another site sent this request with your session.' },
  FORBIDDEN: { status: 403, meaning: 'You may not do this.' },
  SIGN_UP_CLOSED: { status: 403, meaning: 'This installation already has its owner.' },
  FEATURE_OFF: { status: 403, meaning: 'This action is switched off on this server.' },
  INVALID_SIGNATURE: { status: 401, meaning: 'A webhook whose signature does not match was dropped.' },
  NOT_FOUND: { status: 404, meaning: 'There is no such thing, or it is not yours.' },
  VERSION_CONFLICT: { status: 409, meaning: 'It changed since you read it; details carry the newer one.' },
  JOB_IN_FLIGHT: { status: 409, meaning: 'The post is being published right now; wait for the outcome.' },
  OUTCOME_UNKNOWN: {
    status: 409,
    meaning: 'It may already be live: the platform is being asked, or a person has to decide first.',
  },
  ALREADY_PUBLISHED: { status: 409, meaning: 'The post is live; it can no longer be changed here.' },
  NOT_SCHEDULED: { status: 409, meaning: 'The entry is a draft; there is no job to act on.' },
  NOTHING_TO_RETRY: { status: 409, meaning: 'The post has not been tried yet; it waits for its hour.' },
  NOT_WAITING_FOR_DECISION: { status: 409, meaning: 'Nobody needs to decide about this job.' },
  ACCOUNT_ALREADY_LINKED: {
    status: 409,
    meaning: 'Another account of this channel is linked; unlink it or confirm its replacement.',
  },
  NAME_TAKEN: { status: 409, meaning: 'Something of yours has this name already; choose another.' },
  TOO_MANY: { status: 422, meaning: 'There are as many as there may be; the message says the limit.' },
  ASSET_IN_USE: { status: 409, meaning: 'Scheduled posts need this file; confirm to delete it all the same.' },
  UNDO_EXPIRED: { status: 409, meaning: 'The time for undoing this has passed, or it was undone already.' },
  UNDO_OVERTAKEN: { status: 409, meaning: 'Something it touched changed since; undoing would overwrite that.' },
  TOO_LARGE: { status: 413, meaning: 'The file or body is over the limit named in the message.' },
  TIME_IN_PAST: { status: 422, meaning: 'The time has already passed.' },
  UNKNOWN_TIME_ZONE: { status: 422, meaning: 'There is no such IANA time zone.' },
  INVALID_OFFSET: { status: 422, meaning: 'The offset is not an ISO-8601 duration other than zero.' },
  SHIFT_REFUSED: { status: 422, meaning: 'Some entries cannot move, so none did; details say which and why.' },
  TIME_REQUIRED: { status: 422, meaning: 'Scheduling needs a time.' },
  UNKNOWN_ASSET: { status: 422, meaning: 'A file named in the request is not in your library.' },
  UNSUPPORTED_MEDIA: {
    status: 422,
    meaning: 'The file is not an image or video Punctual can use; the message says what would do.',
  },
  CANNOT_REACH_PLATFORM: { status: 503, meaning: 'The platform did not answer; try again in a moment.' },
  RATE_LIMITED: { status: 429, meaning: 'Too many requests; Retry-After says when to come back.' },
  UNAVAILABLE: { status: 503, meaning: 'The server cannot do its work right now (database away, or starting).' },
  STORAGE_FULL: { status: 507, meaning: 'The disk has no room for this file.' },
  INTERNAL: { status: 500, meaning: 'A bug on our side; the request id finds it in the log.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** One field of the request and what to do about it. `path` is dotted: `entries.0.scheduledAt`. */
export const FieldProblem = z.object({ path: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof FieldProblem>;

export const ProblemBody = z.object({
  code: z.enum(PROBLEM_CODES),
  message: z.string(),
  details: z.unknown().optional(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

/** An expected failure as a value: what went wrong and what to do next, in words for a person. */
export interface Problem {
  code: ProblemCode;
  message: string;
  details?: unknown;
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: ProblemCode, message: string, details?: unknown): { ok: false; problem: Problem } {
  return { ok: false, problem: details === undefined ? { code, message } : { code, message, details } };
}
