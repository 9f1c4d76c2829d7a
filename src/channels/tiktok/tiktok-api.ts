import type { z } from 'zod';
import type { AdapterTools, Credentials, RenewedToken } from '../adapter.ts';
import type { HttpCall } from '../http-call.ts';
import { windowOf } from './rate-windows.ts';
import type { TiktokSettings } from './settings.ts';
import { callApi, type TiktokAnswer } from './tiktok-call.ts';

/** TikTok's API in the name of one account. Paths end in a slash (tiktok.md 1). */
export interface TiktokApi {
  get<T>(path: string, query: Record<string, string>, shape: z.ZodType<T>): Promise<TiktokAnswer<T>>;
  /** `body` `null`: the endpoint takes none. */
  post<T>(path: string, body: object | null, shape: z.ZodType<T>): Promise<TiktokAnswer<T>>;
}

const TIMEOUT_MS = 30_000;

/**
 * The token goes into the header only, so that no URL carries it. One that TikTok refuses is renewed once, where it can
 * be, and the refused call made again: authentication comes before any work, so nothing is done twice (tiktok.md 9, 10).
 * A call that TikTok would refuse for its number is not sent.
 */
export function tiktokApi(
  settings: Pick<TiktokSettings, 'baseUrls'>,
  tools: Pick<AdapterTools, 'fetch'>,
  credentials: Pick<Credentials, 'accessToken' | 'takePlace'>,
  renewToken?: () => Promise<RenewedToken>,
): TiktokApi {
  const root = settings.baseUrls.api;
  let token = credentials.accessToken;
  let renew = renewToken;

  async function ask<T>(
    path: string,
    call: Omit<HttpCall, 'url' | 'headers' | 'timeoutMs'>,
    shape: z.ZodType<T>,
  ): Promise<TiktokAnswer<T>> {
    const window = windowOf(path);
    const sent = async (): Promise<TiktokAnswer<T>> => {
      const until = window === null ? null : ((await credentials.takePlace?.(window)) ?? null);
      if (until !== null) return { kind: 'no_room', until };
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=UTF-8' };
      return callApi(tools, { ...call, url: root + path, headers, timeoutMs: TIMEOUT_MS }, shape);
    };
    const answer = await sent();
    if (renew === undefined || answer.kind !== 'refused' || answer.error.code !== 'access_token_invalid') return answer;
    const renewed = await renew();
    // TikTok did nothing, and a token may be had in a while: the same as if it had not been reached.
    if (renewed.kind === 'not_now') return { kind: 'not_sent', reason: 'token not renewed' };
    renew = undefined;
    if (renewed.kind === 'lost') return answer;
    token = renewed.accessToken;
    return sent();
  }

  return {
    get: (path, query, shape) => ask(`${path}?${new URLSearchParams(query).toString()}`, { method: 'GET' }, shape),
    post: (path, body, shape) =>
      ask(path, { method: 'POST', ...(body === null ? {} : { body: JSON.stringify(body) }) }, shape),
  };
}
