import type { Failure, PublishOutcome } from '../../domain/outcome.ts';
import { NO_ROOM, type AdapterTools } from '../adapter.ts';
import { networkFailure } from '../http-call.ts';
import {
  API_ERRORS,
  FAIL_REASONS,
  OAUTH_ERRORS,
  OAUTH_REFRESH_ERRORS,
  PULL_FAILURES,
  PULL_TRIES,
  UNLISTED,
  type ErrorRow,
  type Pause,
} from './error-catalogue.ts';
import type { NoValue, TiktokError } from './tiktok-call.ts';

/** What went wrong, and how long TikTok wants to be left alone. */
export interface Verdict {
  failure: Failure;
  pause: Pause;
}

/** The verdict on a call of the API that brought no value, at a step that may be repeated. */
export function verdictOn(answer: NoValue): Verdict {
  return verdictBy(API_ERRORS, answer);
}

export function oauthVerdictOn(answer: NoValue, asked: 'exchange' | 'refresh' | 'revoke'): Verdict {
  return verdictBy(asked === 'refresh' ? [...OAUTH_REFRESH_ERRORS, ...OAUTH_ERRORS] : OAUTH_ERRORS, answer);
}

/**
 * The verdict on a `FAILED` status: certain that nothing went out.
 *
 * @param attempt which attempt of the job this was, from 1: pulls are tried three times (tiktok.md 7)
 */
export function verdictOnFailReason(failReason: string | null, attempt: number, logId: string | null): Verdict {
  const code = failReason ?? 'FAILED';
  const found = FAIL_REASONS.find((each) => each.code === code) ?? UNLISTED.refused;
  const isPull = PULL_FAILURES.some((each) => each === code);
  const failureClass = isPull && attempt > PULL_TRIES ? 'media' : found.failureClass;
  return {
    failure: {
      failureClass,
      says: { word: `tiktok.${found.says}` },
      platformCode: code,
      traceId: logId,
      httpStatus: null,
    },
    pause: found.pause,
  };
}

/** What `publish` answers when nothing went out. Only bugs give a class `unknown` here: see `unclear`. */
export function outcomeOf({ failure, pause }: Verdict, tools: Pick<AdapterTools, 'clock' | 'random'>): PublishOutcome {
  if (failure.failureClass === 'transient') return { kind: 'retry', failure, notBefore: null };
  if (failure.failureClass === 'rate' && pause === 'minute') {
    return { kind: 'retry', failure, notBefore: afterAMinute(tools) };
  }
  return { kind: 'needsPerson', failure };
}

/** The window is one minute, sliding; the jitter keeps workers from coming back together (tiktok.md 9). */
export function afterAMinute({ clock, random }: Pick<AdapterTools, 'clock' | 'random'>): Temporal.Instant {
  return clock.now().add({ milliseconds: 60_000 + Math.floor(random() * 30_000) });
}

/** The same failure where the post may have gone out. */
export function unclear(failure: Failure): Failure {
  return { ...failure, failureClass: 'unknown' };
}

function verdictBy(rows: readonly ErrorRow[], answer: NoValue): Verdict {
  switch (answer.kind) {
    case 'refused':
      return verdictOnError(rows, answer.error);
    case 'unreadable':
      return {
        failure: {
          failureClass: 'transient',
          says: { word: 'tiktok.unreadable' },
          platformCode: `HTTP ${answer.httpStatus}`,
          traceId: null,
          httpStatus: answer.httpStatus,
        },
        pause: 'none',
      };
    case 'no_room':
      return { failure: WINDOW_FULL, pause: 'minute' };
    case 'not_sent':
    case 'lost':
      return { failure: networkFailure({ kind: answer.kind, reason: answer.reason }, 'tiktok'), pause: 'none' };
  }
}

const WINDOW_FULL: Failure = {
  failureClass: 'rate',
  says: { word: 'tiktok.windowFull' },
  platformCode: NO_ROOM,
  traceId: null,
  httpStatus: null,
};

function verdictOnError(rows: readonly ErrorRow[], error: TiktokError): Verdict {
  const found = rows.find((each) => each.code === error.code && isNamed(each, error.message)) ?? unlisted(error);
  return {
    failure: {
      failureClass: found.failureClass,
      says: { word: `tiktok.${found.says}` },
      platformCode: error.code,
      traceId: error.logId,
      httpStatus: error.httpStatus,
    },
    pause: found.pause,
  };
}

function isNamed({ named }: ErrorRow, message: string): boolean {
  return named === undefined || named.some((name) => new RegExp(`\\b${name}\\b`, 'i').test(message));
}

function unlisted({ httpStatus }: TiktokError): ErrorRow {
  if (httpStatus === 401) return UNLISTED.unauthorised;
  if (httpStatus === 429) return UNLISTED.rate;
  return httpStatus >= 500 ? UNLISTED.trouble : UNLISTED.refused;
}
