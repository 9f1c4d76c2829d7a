import type { AppStanding, Capabilities } from '../../contract/account.ts';
import { NEEDED_SCOPES } from '../../domain/scopes.ts';
import type { AdapterTools, Answer, Connector, LinkedAccount } from '../adapter.ts';
import { authorizeUrl } from './authorize.ts';
import { readCallback } from './callbacks.ts';
import { capabilitiesOf, readCreatorInfo, standingOf } from './creator-info.ts';
import { verdictOn } from './errors.ts';
import type { TiktokSettings } from './settings.ts';
import { tiktokApi, type TiktokApi } from './tiktok-api.ts';
import { exchangeCode, refreshAt, refreshTokens, revokeTokens } from './tokens.ts';
import { readUserInfo } from './user-info.ts';

/** Login Kit v2 (tiktok.md 2). */
export function createConnector(settings: TiktokSettings, tools: AdapterTools): Connector {
  return {
    neededScopes: NEEDED_SCOPES.tiktok,
    refreshable: 'with_refresh_token',
    authorize: (request) => authorizeUrl(settings, request),
    exchange: (request) => link(settings, tools, request),
    refresh: (tokens) => refreshTokens(settings, tools, tokens),
    refreshAt: (tokens) => refreshAt(tokens, tools.random),
    revoke: (tokens) => revokeTokens(settings, tools, tokens),
    readCapabilities: (credentials) => readCapabilities(settings, tools, tiktokApi(settings, tools, credentials)),
    readCallback: (message) => readCallback(settings, tools, message),
  };
}

async function link(
  settings: TiktokSettings,
  tools: AdapterTools,
  request: { code: string; redirectUri: string; codeVerifier: string | null },
): Promise<Answer<LinkedAccount>> {
  const granted = await exchangeCode(settings, tools, request);
  if (!granted.ok) return granted;
  const { openId, tokens } = granted.value;
  const api = tiktokApi(settings, tools, tokens);
  const info = await readUserInfo(api, tokens.scopes);
  if (info.kind !== 'ok') return { ok: false, failure: verdictOn(info).failure };
  const { user } = info.value;
  // The creator may be unable to post right now (tiktok.md 4); that is no reason not to be linked.
  const read = await readCapabilities(settings, tools, api);
  const capabilities = read.ok ? read.value.capabilities : {};
  const displayName = user.display_name || user.username || capabilities.nickname || openId;
  return {
    ok: true,
    value: {
      externalAccountId: openId,
      alternativeAccountId: null,
      username: user.username || capabilities.username || displayName,
      displayName,
      avatarUrl: user.avatar_url || null,
      tokens,
      scopes: tokens.scopes,
      capabilities,
      standing: read.ok ? read.value.standing : standingOf(settings, null),
    },
  };
}

/**
 * creator_info, for the editor and preflight (tiktok.md 4, 11 U1). An account that granted drafts only cannot be
 * asked; nothing is wrong with its token, so it simply shows no capabilities.
 */
async function readCapabilities(
  settings: TiktokSettings,
  { clock }: Pick<AdapterTools, 'clock'>,
  api: TiktokApi,
): Promise<Answer<{ capabilities: Capabilities; standing: AppStanding | null }>> {
  const answer = await readCreatorInfo(api);
  if (answer.kind === 'ok') {
    const capabilities = capabilitiesOf(answer.value, clock.now());
    return { ok: true, value: { capabilities, standing: standingOf(settings, answer.value) } };
  }
  if (answer.kind === 'refused' && answer.error.code === 'scope_not_authorized') {
    const capabilities = { checkedAt: clock.now().toString() };
    return { ok: true, value: { capabilities, standing: standingOf(settings, null) } };
  }
  return { ok: false, failure: verdictOn(answer).failure };
}
