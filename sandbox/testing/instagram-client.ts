/** The calls a client of Instagram makes, as thin as they can be. */
import type { JsonObject } from './temporary-sandbox.ts';

export const REDIRECT_URI = 'http://localhost:3000/oauth/ig/callback';
export const ALL_SCOPES =
  'instagram_business_basic,instagram_business_content_publish,instagram_business_manage_comments,instagram_business_manage_insights';

export interface Answered {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Headers;
  readonly text: string;
}

export async function call(url: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: jsonObject(text) };
}

function jsonObject(text: string): JsonObject {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The whole consent, as a person who allows everything gives it; the place the browser is sent to. */
export async function consent(
  url: string,
  choices: { scopes?: string; decision?: string; account?: string; state?: string; redirectUri?: string } = {},
): Promise<URL> {
  const query = new URLSearchParams({
    client_id: '1234567890',
    redirect_uri: choices.redirectUri ?? REDIRECT_URI,
    response_type: 'code',
    scope: choices.scopes ?? ALL_SCOPES,
    state: choices.state ?? 'state-1',
  });
  const shown = await (await fetch(`${url}/oauth/authorize?${query.toString()}`)).text();
  const account = choices.account ?? /name="account"\s+value="([^"]+)"/.exec(shown)?.[1] ?? '';
  const action = /<form method="post" action="([^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = new URLSearchParams();
  form.append('account', account);
  for (const [, scope] of shown.matchAll(/name="scope"\s+value="([^"]+)"/g)) form.append('scope', scope ?? '');
  form.append('decision', choices.decision ?? 'allow');
  const answer = await fetch(`${url}${action}`, { method: 'POST', body: form, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? 'about:blank');
}

export function exchange(url: string, code: string, changes: Record<string, string> = {}): Promise<Answered> {
  return call(`${url}/oauth/access_token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: '1234567890',
      client_secret: 'sandbox-instagram-secret',
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT_URI,
      code,
      ...changes,
    }),
  });
}

export class InstagramClient {
  readonly url: string;
  readonly token: string;
  readonly userId: string;
  constructor(url: string, token: string, userId: string) {
    this.url = url;
    this.token = token;
    this.userId = userId;
  }

  get(path: string, query: Record<string, string> = {}): Promise<Answered> {
    return call(`${this.url}/v26.0/${path}?${new URLSearchParams(query).toString()}`, { headers: this.headers() });
  }

  post(path: string, parameters: Record<string, string> = {}): Promise<Answered> {
    return call(`${this.url}/v26.0/${path}`, {
      method: 'POST',
      headers: this.headers(),
      body: new URLSearchParams(parameters),
    });
  }

  headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }

  container(parameters: Record<string, string>): Promise<Answered> {
    return this.post(`${this.userId}/media`, parameters);
  }

  publish(creationId: string): Promise<Answered> {
    return this.post(`${this.userId}/media_publish`, { creation_id: creationId });
  }

  async status(containerId: string): Promise<string> {
    return String((await this.get(containerId, { fields: 'status_code' })).body['status_code']);
  }
}

/** Consent, code, long-lived token and `me`, in one go. */
export async function link(url: string, scopes: string = ALL_SCOPES): Promise<InstagramClient> {
  const back = await consent(url, { scopes });
  const short = await exchange(url, back.searchParams.get('code') ?? '');
  const long = await call(
    `${url}/access_token?${new URLSearchParams({
      grant_type: 'ig_exchange_token',
      client_secret: 'sandbox-instagram-secret',
      access_token: String(short.body['access_token']),
    }).toString()}`,
  );
  const token = String(long.body['access_token']);
  const me = await call(`${url}/v26.0/me?fields=user_id,username&access_token=${token}`);
  return new InstagramClient(url, token, String(me.body['user_id']));
}

export function errorOf(answer: Answered): { code: unknown; subcode: unknown; status: number } {
  const error = answer.body['error'];
  const fields: JsonObject = typeof error === 'object' && error !== null ? { ...error } : {};
  return { code: fields['code'], subcode: fields['error_subcode'], status: answer.status };
}
