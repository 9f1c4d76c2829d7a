import { parse } from 'lossless-json';
import { z } from 'zod';

/**
 * Parses an answer so that no id is harmed: a whole number beyond 2^53 becomes its digits as a string, where JSON.parse
 * would silently change it (instagram.md 2.2). `null`: the text is no JSON (HTML of an outage, a broken-off body).
 */
export function parseGraphJson(text: string): { value: unknown } | null {
  try {
    return { value: parse(text, undefined, exactNumber) };
  } catch {
    // What an unreadable answer means depends on the step, so the caller decides.
    return null;
  }
}

function exactNumber(digits: string): number | string {
  const number = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(number) ? digits : number;
}

/** An id, whether it came quoted or bare. */
export const GraphId = z.union([z.string().min(1), z.int()]).transform(String);

/** Some nodes come flat or as the only element of `data` (instagram.md 2.2, 2.5). */
export function flatOrWrapped<Shape extends z.ZodType>(shape: Shape): z.ZodType<z.output<Shape>> {
  return z.preprocess(unwrapped, shape);
}

function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('data' in value)) return value;
  return Array.isArray(value.data) ? (value.data as unknown[])[0] : value;
}
