import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CallbackMessage } from '../adapter.ts';
import { readCallback } from './callbacks.ts';
import { SETTINGS } from './testing/fake-graph.ts';

const NOW = Temporal.Instant.from('2026-11-23T09:00:00Z');
const SECONDS = Math.floor(NOW.epochMilliseconds / 1000);

function read(given: CallbackMessage) {
  return readCallback(SETTINGS, given);
}

function signed(payload: string, secret = 'app-secret'): string {
  const encoded = Buffer.from(payload).toString('base64url');
  return `${createHmac('sha256', secret).update(encoded).digest('base64url')}.${encoded}`;
}

function message(signedRequest: string, kind: CallbackMessage['kind'] = 'deauthorize'): CallbackMessage {
  return { kind, headers: {}, rawBody: Buffer.from(`signed_request=${signedRequest}`) };
}

const payload = (more = '') =>
  `{"user_id":"17841405822304914","algorithm":"HMAC-SHA256","issued_at":${SECONDS}${more}}`;

describe('a signed request', () => {
  it.each([
    ['deauthorize', 'revoked'],
    ['data_deletion', 'deletion_requested'],
  ] as const)('of %s brings %s', (kind, news) => {
    expect(read(message(signed(payload()), kind))).toEqual([
      { kind: news, externalAccountId: '17841405822304914', saidAt: NOW },
    ]);
  });

  it('may be signed with either secret, and carry its id as a number', () => {
    const bare = payload().replace('"17841405822304914"', '17841405822304914');
    expect(read(message(signed(bare, 'meta-secret')))).toMatchObject([{ externalAccountId: '17841405822304914' }]);
  });

  it.each([
    ['three days late', String(SECONDS - 259_200), NOW.subtract({ hours: 72 })],
    ['without its hour', '"soon"', null],
  ])('that comes %s says when it was meant: the account’s newer tokens may know better', (_, issuedAt, saidAt) => {
    const late = payload().replace(String(SECONDS), issuedAt);
    expect(read(message(signed(late)))).toMatchObject([{ kind: 'revoked', saidAt }]);
  });

  it.each([
    ['a wrong secret', signed(payload(), 'wrong')],
    ['another payload', `${signed(payload()).split('.')[0]}.${Buffer.from(payload(',"a":1')).toString('base64url')}`],
    ['another algorithm', signed(payload().replace('HMAC-SHA256', 'none'))],
    ['no signature', `.${Buffer.from(payload()).toString('base64url')}`],
    ['no payload', `${signed(payload()).split('.')[0]}.`],
    ['three parts', `${signed(payload())}.x`],
    ['nothing', ''],
    ['no JSON', signed('hello')],
  ])('with %s is refused', (_, signedRequest) => {
    expect(read(message(signedRequest))).toBeNull();
  });
});

function sign(text: string, secret = 'app-secret'): string {
  return `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
}

describe('a webhook', () => {
  const body = String.raw`{"object":"instagram","entry":[{"id":"1","changes":[{"field":"comments","value":{"text":"\u00bfD\u00f3nde? https:\/\/x"}}]}]}`;
  const webhook = (signature: string | undefined, text = body): CallbackMessage => ({
    kind: 'webhook',
    headers: { 'X-Hub-Signature-256': signature },
    rawBody: Buffer.from(text),
  });

  it('is verified over the bytes as they came', () => {
    expect(read(webhook(sign(body)))).toEqual([]);
    expect(read(webhook(sign(body), JSON.stringify(JSON.parse(body))))).toBeNull();
  });

  it.each([undefined, '', 'sha256=', 'sha1=00', sign(body, 'wrong'), sign(body).slice(0, -2)])(
    'signed %s is refused',
    (signature) => {
      expect(read(webhook(signature))).toBeNull();
    },
  );
});
