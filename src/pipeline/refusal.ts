import type { Answer } from '../channels/adapter.ts';
import type { FailureWord } from '../domain/failure-words.ts';

/** A failure of our own making, before anything was asked of the platform. */
export function refuse(failureClass: 'token' | 'media', word: FailureWord): Answer<never> {
  return { ok: false, failure: { failureClass, says: { word }, platformCode: null, traceId: null, httpStatus: null } };
}
