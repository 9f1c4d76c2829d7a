import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { type MediaGrant, mediaUrlKey, readMediaToken, signMediaUrl, steadyExpiry } from './signed-url.ts';

const key = mediaUrlKey('a secret of the installation');
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const grant: MediaGrant = {
  what: 'rendition',
  id: '0198c1d2-aaaa-7bbb-8ccc-000000000001',
  purpose: 'platform',
  nonce: 'attempt-7',
  expiresAt: now.add({ hours: 1 }),
};
const tokenOf = (url: string) => url.replace(/^\/m\//, '');

it('reads back what it signed, until it expires', () => {
  const url = signMediaUrl(key, grant);
  expect(url).toMatch(/^\/m\/[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
  expect(readMediaToken(key, tokenOf(url), now)).toEqual({ kind: 'ok', grant });
  expect(readMediaToken(key, tokenOf(url), now.add({ minutes: 60 }))).toEqual({ kind: 'expired', grant });
  expect(readMediaToken(key, tokenOf(signMediaUrl(key, { ...grant, nonce: null })), now)).toMatchObject({
    grant: { nonce: null },
  });
});

it('takes nothing that was changed by a single letter', () => {
  const token = tokenOf(signMediaUrl(key, grant));
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A';
    expect(readMediaToken(key, token.slice(0, at) + other + token.slice(at + 1), now)).toEqual({ kind: 'invalid' });
  }
});

it('takes no other key, no other shape, no other spelling', () => {
  const token = tokenOf(signMediaUrl(key, grant));
  expect(readMediaToken(mediaUrlKey('another secret'), token, now)).toEqual({ kind: 'invalid' });
  const body = Buffer.from('{"w":"original","i":"x","p":"browser","e":9999999999,"extra":1}').toString('base64url');
  const signed = `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
  for (const wrong of [
    signed,
    '',
    '.',
    'a.b',
    `${token}.x`,
    `${token}=`,
    `${token} `,
    token.split('.')[0] ?? '',
    'x'.repeat(5000),
  ]) {
    expect(readMediaToken(key, wrong, now)).toEqual({ kind: 'invalid' });
  }
});

it('gives lists the same address for a while, and never less than asked for', () => {
  const first = steadyExpiry(now, 3600);
  expect(steadyExpiry(now.add({ minutes: 30 }), 3600)).toEqual(first);
  for (const minutes of [0, 1, 59, 61, 119]) {
    const at = now.add({ minutes });
    expect(steadyExpiry(at, 3600).since(at).total('seconds')).toBeGreaterThanOrEqual(3600);
  }
});
