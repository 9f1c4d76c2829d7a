import type { FailureClass } from '../contract/job.ts';
import type { Said } from './said.ts';

/** Why a step did not work, in the platform's terms and in ours. Never carries a token or a caption. */
export interface Failure {
  failureClass: FailureClass;
  /** For the creator, in the language they will read it in; with the platform's own words where it has some for people. */
  says: Said;
  /** The platform's code as its documentation writes it, e.g. `9004/2207052` or `spam_risk_text`. */
  platformCode: string | null;
  /** What the platform's support asks for: fbtrace_id, log_id. */
  traceId: string | null;
  httpStatus: number | null;
}

/** What one turn of publishing came to. A closed set: only bugs throw (design.md, "The life of a post"). */
export type PublishOutcome =
  /** Confirmed by the platform. `followUpAt`: something best-effort is left to do, such as a permalink. */
  | { kind: 'published'; externalId: string | null; permalink: string | null; followUpAt: Temporal.Instant | null }
  /** The platform is working on it; nothing is lost by coming back. */
  | { kind: 'waiting'; until: Temporal.Instant }
  /** Certain that nothing went out, and worth another try. `notBefore`: the platform named a time. */
  | { kind: 'retry'; failure: Failure; notBefore: Temporal.Instant | null }
  /** Certain that nothing went out, and no retry would help. */
  | { kind: 'needsPerson'; failure: Failure }
  /** It may have gone out. Only `confirm` or a person leads on from here (spec.md 5.4). */
  | { kind: 'unknown'; failure: Failure; askAt: Temporal.Instant };

/** What became of the first comment of a post that is live. Stored with the job as it is (`publish_jobs.sent`). */
export type FirstComment =
  | { state: 'written' }
  /** The account cannot be used now; once it is linked again, and within FIRST_COMMENT_DAYS, the comment is written. */
  | { state: 'waiting' }
  /** It was not written, or the platform does not say so, and nothing more is tried. `says`: why. */
  | { state: 'missing'; says: Said };

/** So long after its post a first comment is still written: past a weekend without a link, and no longer. */
export const FIRST_COMMENT_DAYS = 3;

/** A post on the platform that might be ours. */
export interface Candidate {
  externalId: string;
  permalink: string | null;
  createdAt: string | null;
}

/** What asking the platform about an unclear publish came to. */
export type ConfirmOutcome =
  | { kind: 'live'; externalId: string | null; permalink: string | null; followUpAt: Temporal.Instant | null }
  /** Proven that nothing went out: sending again is safe, at once or after `notBefore`. */
  | { kind: 'notLive'; failure: Failure; notBefore: Temporal.Instant | null }
  /** `failure`: why the question itself went unanswered, where that says something of the account. */
  | { kind: 'unknown'; askAt: Temporal.Instant; failure?: Failure }
  /** Asking on would not tell more: a person looks, with what was found. */
  | { kind: 'personDecides'; failure: Failure; candidates: Candidate[] };

/** Shortens what goes to a person or a log: platforms have answered with whole HTML pages. */
export function plainText(text: string, maximum = 300): string {
  const flat = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length > maximum ? `${flat.slice(0, maximum - 1)}…` : flat;
}
