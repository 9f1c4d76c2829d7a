import type { Candidate, ConfirmOutcome, Failure } from '../../domain/outcome.ts';
import type { Confirmation } from '../adapter.ts';
import { afterAMinute, type Verdict } from './errors.ts';
import { NOTHING_SENT, type InPhase, type TiktokProgress } from './progress.ts';
import type { Turn } from './turn.ts';
import { placeOfPost } from './watch.ts';

/** The post or draft is out. */
export function live(turn: Turn, progress: InPhase<'out'>): Confirmation {
  return { outcome: { kind: 'live', ...placeOfPost(turn, progress) }, progress };
}

/** The progress of a post that was recognised on the public profile. */
export function foundOut({ tools }: Turn, publishId: string | null, { externalId }: Candidate): InPhase<'out'> {
  return { phase: 'out', publishId, delivered: 'post', since: tools.clock.now().toString(), postId: externalId };
}

/** Asking on would not tell more. */
export function personDecides(progress: TiktokProgress, candidates: Candidate[]): Confirmation {
  return { outcome: { kind: 'personDecides', failure: NOBODY_KNOWS, candidates }, progress };
}

/** Proven: nothing went out, and nothing can any more. What is kept lets the next `publish` begin anew. */
export function notLive({ failure, pause }: Verdict, { tools }: Turn): Confirmation {
  const outcome: ConfirmOutcome = { kind: 'notLive', failure, notBefore: null };
  const progress = NOTHING_SENT;
  if (pause === 'minute') return { outcome: { ...outcome, notBefore: afterAMinute(tools) }, progress };
  if (pause === 'day') return { outcome: { ...outcome, notBefore: tools.clock.now().add({ hours: 24 }) }, progress };
  return { outcome, progress };
}

export const NOTHING_WENT_OUT: Failure = {
  failureClass: 'transient',
  says: { word: 'tiktok.interrupted' },
  platformCode: null,
  traceId: null,
  httpStatus: null,
};
export const NEVER_COMPLETE: Failure = { ...NOTHING_WENT_OUT, platformCode: 'upload incomplete' };
const NOBODY_KNOWS: Failure = {
  failureClass: 'unknown',
  says: { word: 'tiktok.nobodyKnows' },
  platformCode: null,
  traceId: null,
  httpStatus: null,
};
