import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../../test/conformance/tiktok-fake.ts';
import { authorizeUrl } from './authorize.ts';

function ask(redirectUri: string, chooseAccount = false) {
  const { url, codeVerifier } = authorizeUrl(SETTINGS, { state: 's&1', redirectUri, chooseAccount });
  return { url: new URL(url), query: new URL(url).searchParams, codeVerifier };
}

test('the consent page is asked in TikTok’s words', () => {
  const { url, query } = ask('https://punctual.example/callback');
  expect(url.origin + url.pathname).toBe('https://www.tiktok.com/v2/auth/authorize/');
  expect(query.get('client_key')).toBe('key-1');
  expect(query.get('response_type')).toBe('code');
  expect(query.get('scope')).toBe('user.info.basic,user.info.profile,video.list,video.publish,video.upload');
  expect(query.get('redirect_uri')).toBe('https://punctual.example/callback');
  expect(query.get('state')).toBe('s&1');
  expect(query.has('client_id')).toBe(false);
  expect(url.href).not.toContain('secret-1');
});

test('another account can be chosen only where that is asked for', () => {
  expect(ask('https://punctual.example/callback').query.has('disable_auto_auth')).toBe(false);
  expect(ask('https://punctual.example/callback', true).query.get('disable_auto_auth')).toBe('1');
});

describe('PKCE', () => {
  test.each(['http://localhost:3000/callback', 'http://127.0.0.1:3000/callback'])(
    '%s: in hexadecimal',
    (redirectUri) => {
      const { query, codeVerifier } = ask(redirectUri);
      expect(codeVerifier).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
      expect(query.get('code_challenge')).toMatch(/^[0-9a-f]{64}$/);
      expect(query.get('code_challenge')).toBe(
        createHash('sha256')
          .update(codeVerifier ?? '')
          .digest('hex'),
      );
      expect(query.get('code_challenge_method')).toBe('S256');
      expect(ask(redirectUri).codeVerifier).not.toBe(codeVerifier);
    },
  );

  test.each([
    'https://punctual.example/callback',
    'https://localhost.example/callback',
    'https://192.168.1.4/callback',
  ])('%s: none', (redirectUri) => {
    const { query, codeVerifier } = ask(redirectUri);
    expect(codeVerifier).toBeNull();
    expect(query.has('code_challenge')).toBe(false);
  });
});
