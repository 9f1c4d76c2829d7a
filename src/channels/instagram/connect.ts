import { z } from 'zod';
import type { Capabilities } from '../../contract/account.ts';
import { WANTED_SCOPES } from '../../domain/scopes.ts';
import { plainText, type Failure } from '../../domain/outcome.ts';
import type { Said } from '../../domain/said.ts';
import type { AdapterTools, Answer, Connector, Credentials, LinkedAccount } from '../adapter.ts';
import { failureOf, graphCall, type NoValue } from './graph-call.ts';
import { flatOrWrapped, GraphId } from './graph-json.ts';
import { instagramApi, type InstagramApi } from './instagram-api.ts';
import { readPublishingLimit } from './publishing-limit.ts';
import type { InstagramSettings } from './settings.ts';
import { exchangeForLongToken, Permissions } from './tokens.ts';

const TIMEOUT_MS = 30_000;

/** The consent page (instagram.md 2.1). No PKCE is documented; the state alone ties the callback to the session. */
export function authorize(
  settings: InstagramSettings,
  request: Parameters<Connector['authorize']>[0],
): ReturnType<Connector['authorize']> {
  const query = new URLSearchParams({
    client_id: settings.appId,
    redirect_uri: request.redirectUri,
    response_type: 'code',
    scope: WANTED_SCOPES.ig.join(','),
    state: request.state,
    ...(request.chooseAccount ? { force_authentication: '1' } : {}),
  });
  return { url: `${settings.baseUrls.authorize}/oauth/authorize?${query.toString()}`, codeVerifier: null };
}

/** Code → token of an hour → token of 60 days → who it is (instagram.md 2.2, 2.3, 2.5). */
export async function exchange(
  settings: InstagramSettings,
  tools: AdapterTools,
  request: { code: string; redirectUri: string },
): Promise<Answer<LinkedAccount>> {
  const short = await exchangeCode(settings, tools, request);
  if (!short.ok) return short;
  const long = await exchangeForLongToken(settings, tools, short.value.accessToken);
  if (!long.ok) return long;
  const { scopes: _, ...tokens } = long.value;
  const api = instagramApi(settings, tools, tokens);
  const me = await readMe(api);
  if (!me.ok) return me;
  const { userId, appScopedId, username, name, pictureUrl } = me.value;
  const limit = await readCapabilities(settings, tools, { externalAccountId: userId, username, ...tokens });
  return {
    ok: true,
    value: {
      externalAccountId: userId,
      alternativeAccountId: appScopedId,
      username,
      displayName: name ?? username,
      avatarUrl: pictureUrl,
      tokens,
      scopes: short.value.scopes ?? WANTED_SCOPES.ig,
      // Without the publishing scope the limit cannot be read; the account is linked all the same, and says so.
      capabilities: limit.ok ? limit.value.capabilities : { checkedAt: tools.clock.now().toString(), username },
      standing: settings.standing,
    },
  };
}

/** The publishing limit as the account has it now (instagram.md 7). */
export async function readCapabilities(
  settings: InstagramSettings,
  tools: AdapterTools,
  credentials: Credentials,
): ReturnType<Connector['readCapabilities']> {
  const api = instagramApi(settings, tools, credentials);
  const answer = await readPublishingLimit(api, credentials.externalAccountId);
  if (answer.kind !== 'ok') return { ok: false, failure: failureOf(answer, 'other') };
  const { used, total, durationSeconds } = answer.value;
  const capabilities: Capabilities = {
    checkedAt: tools.clock.now().toString(),
    username: credentials.username,
    quotaUsed: used,
    ...(total === null ? {} : { quotaTotal: total }),
    ...(durationSeconds === null ? {} : { quotaDurationSeconds: durationSeconds }),
  };
  return { ok: true, value: { capabilities, standing: settings.standing } };
}

/** Both success shapes; their `user_id` is not read, since it may come as a number that parsers corrupt. */
const ShortToken = flatOrWrapped(z.object({ access_token: z.string().min(1), permissions: Permissions }));

async function exchangeCode(
  settings: InstagramSettings,
  tools: AdapterTools,
  { code, redirectUri }: { code: string; redirectUri: string },
): Promise<Answer<{ accessToken: string; scopes: readonly string[] | null }>> {
  const form = new URLSearchParams({
    client_id: settings.appId,
    client_secret: settings.appSecret,
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    code: code.replace(/#_$/, ''),
  });
  const url = `${settings.baseUrls.api}/oauth/access_token`;
  const answer = await graphCall(tools, { method: 'POST', url, body: form, timeoutMs: TIMEOUT_MS }, ShortToken);
  if (answer.kind !== 'ok') return { ok: false, failure: signInFailure(answer) };
  return { ok: true, value: { accessToken: answer.value.access_token, scopes: answer.value.permissions ?? null } };
}

/** A code works once, so nothing of this step is worth repeating: the creator starts again. */
function signInFailure(answer: NoValue): Failure {
  const failure = failureOf(answer, 'other');
  if (answer.kind !== 'refused' || failure.failureClass === 'permanent') return failure;
  const quoted = plainText(answer.error.message, 200);
  const says: Said = { word: 'instagram.signInRefused', ...(quoted === '' ? {} : { quoted }) };
  return { ...failure, failureClass: 'token', says };
}

const Me = flatOrWrapped(
  z.object({
    id: GraphId.optional(),
    user_id: GraphId,
    username: z.string().min(1),
    name: z.string().nullish(),
    profile_picture_url: z.string().nullish(),
  }),
);

/** `user_id` is the id for paths and webhooks, `id` the same account's under this app (instagram.md 2.5). */
async function readMe(api: InstagramApi): Promise<
  Answer<{
    userId: string;
    appScopedId: string | null;
    username: string;
    name: string | null;
    pictureUrl: string | null;
  }>
> {
  const answer = await api.get('me', { fields: 'user_id,username,name,account_type,profile_picture_url' }, Me);
  if (answer.kind !== 'ok') return { ok: false, failure: failureOf(answer, 'other') };
  const { id, user_id: userId, username, name, profile_picture_url: pictureUrl } = answer.value;
  return {
    ok: true,
    value: { userId, appScopedId: id ?? null, username, name: name ?? null, pictureUrl: pictureUrl ?? null },
  };
}
