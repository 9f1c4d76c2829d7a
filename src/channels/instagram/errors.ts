import type { FailureClass } from '../../contract/job.ts';
import { plainText, type Failure } from '../../domain/outcome.ts';
import type { Said } from '../../domain/said.ts';
import {
  CATALOGUE,
  EXCEPTION_ROWS,
  PERMISSION_ROWS,
  UNLISTED_MEDIA_ROW,
  UNLISTED_ROWS,
  type AtPublish,
  type CatalogueRow,
} from './error-catalogue.ts';

/**
 * Where an error came back: making a container, its `ERROR` while polling, publishing it, or anything else
 * (instagram.md 11: C, P, M, A).
 */
export type Step = 'create' | 'process' | 'publish' | 'other';

/** An error object of any of Instagram's shapes, as far as it said anything (instagram.md 10). */
export interface PlatformError {
  code: number | null;
  subcode: number | null;
  /** The developer's message; may name parameters, and is never shown. */
  message: string;
  /** The platform's words for people, perhaps in their language. */
  userMessage: string | null;
  isTransient: boolean;
  traceId: string | null;
  httpStatus: number | null;
}

/** An error's meaning. */
export interface Verdict {
  failure: Failure;
  atPublish: AtPublish;
  waitMinutes: number | null;
  /** Under which such errors are counted, for the rows whose class changes with the second or fourth. */
  key: string;
}

/**
 * Classifies by subcode, then code, then `is_transient`, then HTTP status (instagram.md 10). At `publish` every error
 * that no row vouches for is of the class `unknown`.
 *
 * @param earlier how many errors of this verdict's key the job has met before this one
 */
export function classify(error: PlatformError, step: Step, earlier: (key: string) => number = () => 0): Verdict {
  const found = rowFor(error);
  const key = codeText(error);
  const atPublish: AtPublish = found.atPublish ?? { kind: 'unclear' };
  const failureClass = step === 'publish' && atPublish.kind === 'unclear' ? 'unknown' : classAfter(found, earlier(key));
  return {
    failure: {
      failureClass,
      says: saidOf(found, error.userMessage),
      platformCode: key,
      traceId: error.traceId,
      httpStatus: error.httpStatus,
    },
    atPublish,
    waitMinutes: found.waitMinutes ?? null,
    key,
  };
}

/** Both tell something: ours what to do, in the creator's language; the platform's what it saw (instagram.md 10). */
function saidOf({ says }: CatalogueRow, userMessage: string | null): Said {
  if (userMessage === null) return { word: `instagram.${says}` };
  const quoted = plainText(userMessage);
  return says === 'unlisted' ? { quoted } : { word: `instagram.${says}`, quoted };
}

function classAfter(found: CatalogueRow, earlier: number): FailureClass {
  return found.afterwards !== undefined && earlier >= found.afterwards.times
    ? found.afterwards.failureClass
    : found.failureClass;
}

function rowFor(error: PlatformError): CatalogueRow {
  return rowOfSubcode(error) ?? rowOfName(error) ?? rowOfCode(error) ?? rowOfTheRest(error);
}

/** Instagram's own 2207xxx mean the same under every code; the small ones belong to theirs. */
function rowOfSubcode({ code, subcode }: PlatformError): CatalogueRow | null {
  if (subcode === null) return null;
  const isOwn = subcode >= 2_207_000 && subcode <= 2_207_999;
  const found = CATALOGUE.find((each) => each.subcode === subcode && (isOwn || each.code === code));
  return found ?? (isOwn ? UNLISTED_MEDIA_ROW : null);
}

function rowOfName({ message }: PlatformError): CatalogueRow | null {
  return EXCEPTION_ROWS.find((each) => isNamed(each, message)) ?? null;
}

function rowOfCode(error: PlatformError): CatalogueRow | null {
  const { code } = error;
  if (code === null) return null;
  const rows = code >= 200 && code <= 299 ? PERMISSION_ROWS : CATALOGUE.filter((each) => each.code === code);
  const found = rows.find((each) => each.subcode === null && isNamed(each, error.message));
  return found ?? null;
}

function isNamed({ named }: CatalogueRow, message: string): boolean {
  return named === undefined || named.some((name) => new RegExp(`\\b${name}\\b`, 'i').test(message));
}

function rowOfTheRest({ isTransient, httpStatus }: PlatformError): CatalogueRow {
  if (isTransient) return UNLISTED_ROWS.transient;
  if (httpStatus === 429) return UNLISTED_ROWS.rate;
  if (httpStatus === 401 || httpStatus === 403) return UNLISTED_ROWS.unauthorised;
  if (httpStatus !== null && httpStatus >= 500) return UNLISTED_ROWS.transient;
  return UNLISTED_ROWS.other;
}

/** `9004/2207052`, as the documentation writes it. */
function codeText({ code, subcode, httpStatus }: PlatformError): string {
  if (code === null && subcode === null) return `HTTP ${httpStatus ?? '?'}`;
  return subcode === null ? String(code) : `${code ?? ''}/${subcode}`;
}
