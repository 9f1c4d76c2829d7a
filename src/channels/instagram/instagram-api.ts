import type { z } from 'zod';
import type { AdapterTools, Credentials } from '../adapter.ts';
import { graphCall, type GraphAnswer } from './graph-call.ts';
import type { InstagramSettings } from './settings.ts';

/** The Graph API in the name of one account. */
export interface InstagramApi {
  get<T>(path: string, query: Record<string, string>, shape: z.ZodType<T>): Promise<GraphAnswer<T>>;
  /** Parameters travel in the body: URLs get logged and have a length (instagram.md 5). */
  post<T>(path: string, form: Record<string, string>, shape: z.ZodType<T>, timeoutMs: number): Promise<GraphAnswer<T>>;
}

const READ_TIMEOUT_MS = 30_000;

/** The token goes into the header only, so that no URL carries it. */
export function instagramApi(
  settings: InstagramSettings,
  tools: AdapterTools,
  credentials: Pick<Credentials, 'accessToken'>,
): InstagramApi {
  const root = `${settings.baseUrls.graph}/${settings.apiVersion}`;
  const headers = { authorization: `Bearer ${credentials.accessToken}` };
  return {
    get: (path, query, shape) => {
      const url = `${root}/${path}?${new URLSearchParams(query).toString()}`;
      return graphCall(tools, { method: 'GET', url, headers, timeoutMs: READ_TIMEOUT_MS }, shape);
    },
    post: (path, form, shape, timeoutMs) =>
      graphCall(
        tools,
        { method: 'POST', url: `${root}/${path}`, headers, body: new URLSearchParams(form), timeoutMs },
        shape,
      ),
  };
}
