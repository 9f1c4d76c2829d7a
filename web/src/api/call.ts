import type { Meta } from '../../../src/contract/envelope.ts';
import type { ProblemBody } from '../../../src/contract/problem.ts';
import type { CallOf, ReplyOf } from '../../../src/contract/route.ts';
import { routes, type RouteId, type Routes } from '../../../src/contract/routes.ts';
import { currentLocale } from '../i18n/locale.ts';
import { connection } from './connection.ts';
import { ApiProblem } from './problem.ts';
import { session } from './session.ts';

interface Options {
  signal?: AbortSignal | undefined;
}

/**
 * Calls a route of the contract and answers what stands under `data`.
 * Throws `ApiProblem`: the server's own, or `UNREACHABLE` when no answer came. A 401 also tells `session`.
 */
export async function call<I extends RouteId>(
  id: I,
  args: CallOf<Routes[I]>,
  options: Options = {},
): Promise<ReplyOf<Routes[I]>> {
  const { data } = await callWithMeta(id, args, options);
  return data;
}

/** Like `call`, with the envelope's `meta`: the way to a list's next page. */
export async function callWithMeta<I extends RouteId>(
  id: I,
  args: CallOf<Routes[I]>,
  options: Options = {},
): Promise<{ data: ReplyOf<Routes[I]>; meta: Meta }> {
  const route = routes[id];
  const { params, query, body } = args as { params?: Strings; query?: Strings; body?: unknown };
  const answer = await send(
    route.method,
    pathOf(route.path, params ?? {}) + searchOf(query ?? {}),
    body,
    options.signal,
  );
  return answer as { data: ReplyOf<Routes[I]>; meta: Meta };
}

type Strings = Record<string, string | number | boolean | undefined>;

function pathOf(template: string, params: Strings): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

function searchOf(query: Strings): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

interface Envelope {
  data: unknown;
  error: ProblemBody | null;
  meta: Meta;
}

/** One exchange in the API's envelope, for the few addresses that are not in the route table too. */
export async function send(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<Envelope> {
  const response = await reach(url, {
    method,
    headers: {
      Accept: 'application/json',
      'Accept-Language': currentLocale(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const envelope = await readEnvelope(response);
  if (response.status === 401) session.lost();
  if (envelope.error !== null) {
    const { code, message, details } = envelope.error;
    throw new ApiProblem(code, message, details, envelope.meta.requestId);
  }
  return envelope;
}

/** `fetch` with our cookie, telling `connection` whether the server answered. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, { credentials: 'same-origin', ...init });
    connection.answered();
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    connection.failed();
    throw new ApiProblem('UNREACHABLE', 'The server did not answer.');
  }
}

/** Whether a value is the envelope's `error`. */
export function isProblemBody(value: unknown): value is ProblemBody {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** Something between us and the server (a proxy restarting) may answer in HTML; that counts as no answer. */
async function readEnvelope(response: Response): Promise<Envelope> {
  const value: unknown = await response.json().catch(() => null);
  if (typeof value === 'object' && value !== null && 'error' in value && 'meta' in value) return value as Envelope;
  if (response.status >= 500) connection.failed();
  throw new ApiProblem('UNREACHABLE', `The server answered ${String(response.status)} without a readable body.`);
}
