import type { Answer } from '../channels/adapter.ts';

/** A failure of our own making, before anything was asked of the platform. */
export function refuse(failureClass: 'token' | 'media', message: string): Answer<never> {
  return { ok: false, failure: { failureClass, message, platformCode: null, traceId: null, httpStatus: null } };
}
