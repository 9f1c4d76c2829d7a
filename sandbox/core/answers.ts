/** Building answers and reading what callers sent. */
import { parse, stringify } from 'lossless-json';
import type { Answer, WireRequest } from '../platform.ts';
import type { Html } from './html.ts';

type Headers = Readonly<Record<string, string>>;

/** A bigint anywhere in `value` is written as a bare integer, as the platforms do with ids. */
export function json(status: number, value: unknown, headers: Headers = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: stringify(value) ?? 'null',
  };
}

export function text(status: number, body: string, headers: Headers = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

export function page(status: number, document: Html): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers, body: document.markup };
}

export function redirect(location: string): Answer {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/** Small integers become numbers, large ones bigints, so that a numeric id in a body is not corrupted. */
export function parseJson(body: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: parse(body, undefined, { parseNumber: exactNumber }) };
  } catch {
    // The caller decides what a malformed body means on its platform.
    return { ok: false };
  }
}

function exactNumber(digits: string): number | bigint {
  const number = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(number) ? BigInt(digits) : number;
}

/** Query, then form, multipart or JSON body over it: Graph accepts parameters in any of them (instagram.md 5). */
export function parametersOf(request: WireRequest): Record<string, unknown> {
  const query = Object.fromEntries(request.url.searchParams);
  if (request.body.length === 0) return query;
  return { ...query, ...bodyParameters(request) };
}

function bodyParameters(request: WireRequest): Record<string, unknown> {
  const type = request.headers['content-type'] ?? '';
  const body = request.body.toString('utf8');
  if (type.startsWith('application/json')) {
    const parsed = parseJson(body);
    return parsed.ok && isObject(parsed.value) ? parsed.value : {};
  }
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) return multipartFields(body, boundary);
  return type.startsWith('application/x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(body)) : {};
}

/** The text fields of a multipart body; parts with a file name are left out. */
function multipartFields(body: string, boundary: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const part of body.split(`--${boundary}`)) {
    const end = part.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/i.exec(part.slice(0, end))?.[1];
    if (end < 0 || name === undefined || /filename=/i.test(part.slice(0, end))) continue;
    fields[name] = part.slice(end + 4).replace(/\r\n$/, '');
  }
  return fields;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a parameter; numbers and booleans as their text; null when absent or of another shape. */
export function textParameter(parameters: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = parameters[name];
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return null;
}
