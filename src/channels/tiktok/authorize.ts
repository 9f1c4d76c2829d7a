import { createHash, randomBytes } from 'node:crypto';
import { WANTED_SCOPES } from '../../domain/scopes.ts';
import type { TiktokSettings } from './settings.ts';

/**
 * The consent page (tiktok.md 2.1). Scopes are separated by commas. PKCE belongs to addresses on this machine, which
 * TikTok treats as desktop apps; its challenge is the lowercase hex of the SHA-256, not base64url.
 */
export function authorizeUrl(
  settings: Pick<TiktokSettings, 'clientKey' | 'baseUrls'>,
  { state, redirectUri, chooseAccount }: { state: string; redirectUri: string; chooseAccount: boolean },
): { url: string; codeVerifier: string | null } {
  const codeVerifier = isDesktopAddress(redirectUri) ? randomBytes(48).toString('base64url') : null;
  const query = new URLSearchParams({
    client_key: settings.clientKey,
    response_type: 'code',
    scope: WANTED_SCOPES.tiktok.join(','),
    redirect_uri: redirectUri,
    state,
    // Otherwise TikTok lets whoever is signed in pass without asking, and no other account can be chosen.
    ...(chooseAccount ? { disable_auto_auth: '1' } : {}),
    ...(codeVerifier === null ? {} : { code_challenge: challengeOf(codeVerifier), code_challenge_method: 'S256' }),
  });
  return { url: `${settings.baseUrls.authorize}/v2/auth/authorize/?${query.toString()}`, codeVerifier };
}

export function challengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('hex');
}

function isDesktopAddress(redirectUri: string): boolean {
  const host = URL.parse(redirectUri)?.hostname;
  return host === 'localhost' || host === '127.0.0.1';
}
