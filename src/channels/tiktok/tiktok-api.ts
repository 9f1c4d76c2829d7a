import type { z } from 'zod';
import type { AdapterTools, RenewedToken } from '../adapter.ts';
import type { HttpCall } from '../http-call.ts';
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
 */
export function tiktokApi(
  settings: Pick<TiktokSettings, 'baseUrls'>,
  tools: Pick<AdapterTools, 'fetch'>,
  accessToken: string,
  renewToken?: () => Promise<RenewedToken>,
): TiktokApi {
  const root = settings.baseUrls.api;
  let token = accessToken;
  let renew = renewToken;

  async function ask<T>(call: Omit<HttpCall, 'headers' | 'timeoutMs'>, shape: z.ZodType<T>): Promise<TiktokAnswer<T>> {
    const sent = () => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=UTF-8' };
      return callApi(tools, { ...call, headers, timeoutMs: TIMEOUT_MS }, shape);
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
    get: (path, query, shape) =>
      ask({ method: 'GET', url: `${root}${path}?${new URLSearchParams(query).toString()}` }, shape),
    post: (path, body, shape) =>
      ask({ method: 'POST', url: root + path, ...(body === null ? {} : { body: JSON.stringify(body) }) }, shape),
  };
}
