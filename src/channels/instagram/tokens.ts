import { z } from 'zod';
import type { AdapterTools, Answer, RefreshedTokens, Tokens } from '../adapter.ts';
import { isAfter, isBefore, later } from '../../domain/clock.ts';
import type { Failure } from '../../domain/outcome.ts';
import { failureOf, graphCall } from './graph-call.ts';
import type { InstagramSettings } from './settings.ts';

const TIMEOUT_MS = 30_000;
/** "Token at least 24 h old" (instagram.md 2.4); an hour more, because their clock is not ours. */
const YOUNGEST = { hours: 25 };
const WEEK = { hours: 7 * 24 };
const REST = { hours: 20 * 24 };

/** An array, or a comma list (instagram.md 2.2). */
export const Permissions = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,]+/).filter((name) => name !== ''))])
  .nullish();

/** What the exchange and the refresh answer (instagram.md 2.3, 2.4). */
const LongToken = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().int().positive(),
  permissions: Permissions,
});

/** A token of one hour into one of about 60 days, while it is still good (instagram.md 2.3). */
export async function exchangeForLongToken(
  settings: InstagramSettings,
  tools: AdapterTools,
  shortToken: string,
): Promise<Answer<RefreshedTokens>> {
  return readToken(settings, tools, 'access_token', {
    grant_type: 'ig_exchange_token',
    client_secret: settings.appSecret,
    access_token: shortToken,
  });
}

/**
 * Prolongs a token. Too young a one is not asked about, and its refusal is a "not yet" rather than a reason to link
 * again (instagram.md 2.4).
 */
export async function refreshTokens(
  settings: InstagramSettings,
  tools: AdapterTools,
  tokens: Tokens,
): Promise<Answer<RefreshedTokens>> {
  const oldEnough = tokens.obtainedAt.add({ hours: 24 });
  if (isBefore(tools.clock.now(), oldEnough)) return { ok: false, failure: notYet(null) };
  const answer = await readToken(settings, tools, 'refresh_access_token', {
    grant_type: 'ig_refresh_token',
    access_token: tokens.accessToken,
  });
  if (answer.ok || answer.failure.failureClass === 'token') return answer;
  return answer.failure.platformCode === '100' ? { ok: false, failure: notYet(answer.failure) } : answer;
}

/** Weekly, and when fewer than 20 days are left; never in the first day (instagram.md 2.4). */
export function refreshAt(tokens: {
  obtainedAt: Temporal.Instant;
  expiresAt: Temporal.Instant | null;
}): Temporal.Instant | null {
  const inAWeek = tokens.obtainedAt.add(WEEK);
  const shortOfTime = tokens.expiresAt?.subtract(REST) ?? inAWeek;
  const due = isAfter(inAWeek, shortOfTime) ? shortOfTime : inAWeek;
  return later(due, tokens.obtainedAt.add(YOUNGEST));
}

/** Both calls are GETs with the token in the URL: the platform documents no other form of them. */
async function readToken(
  settings: InstagramSettings,
  tools: AdapterTools,
  path: string,
  query: Record<string, string>,
): Promise<Answer<RefreshedTokens>> {
  const asked = tools.clock.now();
  const url = `${settings.baseUrls.graph}/${path}?${new URLSearchParams(query).toString()}`;
  const answer = await graphCall(tools, { method: 'GET', url, timeoutMs: TIMEOUT_MS }, LongToken);
  if (answer.kind !== 'ok') return { ok: false, failure: failureOf(answer, 'other') };
  const { access_token: accessToken, expires_in: seconds, permissions } = answer.value;
  return {
    ok: true,
    value: {
      accessToken,
      refreshToken: null,
      // From before the call: rather too early a refresh than too late.
      obtainedAt: asked,
      expiresAt: asked.add({ seconds }),
      scopes: permissions ?? null,
    },
  };
}

function notYet(answered: Failure | null): Failure {
  return {
    failureClass: 'transient',
    says: { word: 'instagram.tooNewToProlong' },
    platformCode: answered?.platformCode ?? null,
    traceId: answered?.traceId ?? null,
    httpStatus: answered?.httpStatus ?? null,
  };
}
