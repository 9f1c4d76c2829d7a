import { parse } from 'lossless-json';
import { z } from 'zod';

/**
 * Parses an answer so that no id is harmed: post ids are unquoted int64 beyond 2^53, which JSON.parse corrupts
 * silently (tiktok.md 1). They become their digits as a string. `null`: the text is no JSON.
 */
export function parseExactJson(text: string): { value: unknown } | null {
  try {
    return { value: parse(text, undefined, exactNumber) };
  } catch {
    // HTML of an outage, or a body that broke off: what that means depends on the step, so the caller decides.
    return null;
  }
}

function exactNumber(digits: string): number | string {
  const number = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(number) ? digits : number;
}

/** An id, whether it came quoted or bare. */
export const ExactId = z.union([z.string().min(1), z.int()]).transform(String);
