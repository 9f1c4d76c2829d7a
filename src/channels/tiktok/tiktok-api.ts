import type { z } from 'zod';
import type { AdapterTools } from '../adapter.ts';
import type { TiktokSettings } from './settings.ts';
import { callApi, type TiktokAnswer } from './tiktok-call.ts';

/** TikTok's API in the name of one account. Paths end in a slash (tiktok.md 1). */
export interface TiktokApi {
  get<T>(path: string, query: Record<string, string>, shape: z.ZodType<T>): Promise<TiktokAnswer<T>>;
  /** `body` `null`: the endpoint takes none. */
  post<T>(path: string, body: object | null, shape: z.ZodType<T>): Promise<TiktokAnswer<T>>;
}

const TIMEOUT_MS = 30_000;

/** The token goes into the header only, so that no URL carries it. */
export function tiktokApi(
  settings: Pick<TiktokSettings, 'baseUrls'>,
  tools: Pick<AdapterTools, 'fetch'>,
  accessToken: string,
): TiktokApi {
  const root = settings.baseUrls.api;
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json; charset=UTF-8' };
  return {
    get: (path, query, shape) => {
      const url = `${root}${path}?${new URLSearchParams(query).toString()}`;
      return callApi(tools, { method: 'GET', url, headers, timeoutMs: TIMEOUT_MS }, shape);
    },
    post: (path, body, shape) => {
      const call = { method: 'POST', url: root + path, headers, timeoutMs: TIMEOUT_MS } as const;
      return callApi(tools, body === null ? call : { ...call, body: JSON.stringify(body) }, shape);
    },
  };
}
