/** What every enveloped endpoint does first: token, scope, rate window, body; then its own work (tiktok.md 3, 9). */
import type { Account } from '../core/accounts.ts';
import { isObject, parseJson } from '../core/answers.ts';
import type { Fault } from '../core/faults.ts';
import type { Call, Endpoint, WireRequest } from '../platform.ts';
import { apiError, dataAnswer, errorAnswer, invalidParam } from './errors.ts';
import type { ApiError } from './errors.ts';
import { newLogId } from './ids.ts';
import { withinRate } from './rate-window.ts';
import type { Scope } from './scopes.ts';
import { tiktokSettings } from './settings.ts';
import type { TiktokSettings } from './settings.ts';
import type { Tiktok } from './state.ts';
import { bearerToken, liveAccessToken } from './tokens.ts';

/** A call that passed the door. */
export interface Visit {
  readonly tiktok: Tiktok;
  readonly settings: TiktokSettings;
  readonly account: Account;
  readonly scopes: readonly string[];
  readonly request: WireRequest;
  /** The JSON body; empty where the endpoint takes none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly fault: Fault | null;
  readonly nowMs: number;
}

export type Reply = { ok: true; data: unknown } | { ok: false; error: ApiError };

export interface ApiRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly name: string;
  /** Any one of these will do. */
  readonly scopes: readonly Scope[];
  readonly takesBody: boolean;
  readonly handle: (visit: Visit) => Reply | Promise<Reply>;
}

export function reply(data: unknown): Reply {
  return { ok: true, data };
}

export function refuse(error: ApiError): Reply {
  return { ok: false, error };
}

export function apiEndpoint(tiktok: Tiktok, route: ApiRoute): Endpoint {
  return {
    method: route.method,
    path: route.path,
    name: route.name,
    handle: async (call) => {
      const answered = await visited(tiktok, route, call);
      const logId = newLogId(tiktok.core.chance, tiktok.core.clock.nowMs());
      return answered.ok ? dataAnswer(answered.data, logId) : errorAnswer(route.name, answered.error, logId);
    },
  };
}

async function visited(tiktok: Tiktok, route: ApiRoute, { request, fault }: Call): Promise<Reply> {
  const { core } = tiktok;
  const nowMs = core.clock.nowMs();
  const token = liveAccessToken(tiktok, bearerToken(request), nowMs);
  const account = token === null ? null : core.accounts.find('tiktok', token.accountId);
  if (token === null || account === null) return refuse(apiError('access_token_invalid'));
  if (!route.scopes.some((scope) => token.scopes.includes(scope))) return refuse(apiError('scope_not_authorized'));
  const settings = tiktokSettings(core);
  if (!withinRate(tiktok, route.name, token.token, settings, nowMs)) return refuse(apiError('rate_limit_exceeded'));
  const body = route.takesBody ? readBody(request) : {};
  if (body === null) return refuse(invalidParam('The request body must be a JSON object sent as application/json.'));
  return route.handle({ tiktok, settings, account, scopes: token.scopes, request, body, fault, nowMs });
}

function readBody(request: WireRequest): Record<string, unknown> | null {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) return null;
  const parsed = parseJson(request.body.toString('utf8'));
  return parsed.ok && isObject(parsed.value) ? parsed.value : null;
}
