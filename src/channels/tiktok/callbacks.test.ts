import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/clock.ts';
import { readCallback } from './callbacks.ts';

const clock = new VirtualClock('2026-11-23T09:00:00Z');
const NOW = clock.now().epochMilliseconds / 1000;
const PUBLISH = { publish_id: 'v_pub_file~v2-1.1', publish_type: 'DIRECT_PUBLISH' };

function body(event: string, content: object | string): string {
  return JSON.stringify({
    client_key: 'key-1',
    event,
    create_time: NOW,
    user_openid: 'open-1',
    content: typeof content === 'string' ? content : JSON.stringify(content),
  });
}

function signed(text: string, { at = NOW, secret = 'secret-1' } = {}): string {
  return `t=${at},s=${createHmac('sha256', secret).update(`${at}.${text}`).digest('hex')}`;
}

function read(text: string, signature: string | undefined = signed(text), header = 'TikTok-Signature') {
  const message = { kind: 'webhook' as const, headers: { [header]: signature }, rawBody: Buffer.from(text) };
  return readCallback({ clientSecret: 'secret-1' }, { clock }, message);
}

describe('events', () => {
  test.each([
    'post.publish.failed',
    'post.publish.complete',
    'post.publish.inbox_delivered',
    'post.publish.publicly_available',
    'post.publish.no_longer_publicaly_available',
  ])('%s: look at the publish', (event) => {
    const news = [{ kind: 'publish_progress', publishId: 'v_pub_file~v2-1.1', externalAccountId: 'open-1' }];
    expect(read(body(event, PUBLISH))).toEqual(news);
  });

  test('authorization.removed: the account is gone', () => {
    const news = [{ kind: 'revoked', externalAccountId: 'open-1', saidAt: clock.now() }];
    expect(read(body('authorization.removed', { reason: 1 }))).toEqual(news);
    const undated = body('authorization.removed', {}).replace(`"create_time":${NOW},`, '');
    expect(read(undated)).toMatchObject([{ kind: 'revoked', saidAt: null }]);
  });

  test('an int64 in the content does no harm', () => {
    const content = '{"publish_id":"p-1","post_id":7080213458555737986}';
    expect(read(body('post.publish.publicly_available', content))).toMatchObject([{ publishId: 'p-1' }]);
  });

  test.each([
    ['an event of an older page', body('video.publish.completed', { share_id: 'x' })],
    ['an event nobody knows', body('post.something.new', PUBLISH)],
    ['a publish event without its id', body('post.publish.complete', { publish_type: 'DIRECT_PUBLISH' })],
    ['content that is no JSON', body('post.publish.complete', '{"publish')],
    ['a body of another shape', '{"hello":1}'],
    ['a body that is no JSON', 'hello'],
  ])('%s is genuine and says nothing', (_name, text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('signature', () => {
  const text = body('post.publish.complete', PUBLISH);

  test('is found whatever the case of its header', () => {
    expect(read(text, signed(text), 'tiktok-signature')).not.toBeNull();
    expect(read(text, signed(text), 'TIKTOK-SIGNATURE')).not.toBeNull();
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['of another secret', signed(text, { secret: 'other' })],
    ['of another body', signed(`${text} `)],
    ['without its time', signed(text).replace(/^t=\d+,/, '')],
    ['with another time', signed(text).replace(/^t=\d+/, `t=${NOW + 1}`)],
    ['cut short', signed(text).slice(0, -2)],
    ['not hexadecimal', `t=${NOW},s=${'z'.repeat(64)}`],
    ['older than five minutes', signed(text, { at: NOW - 301 })],
    ['from the future', signed(text, { at: NOW + 301 })],
  ])('%s: refused', (_name, signature) => {
    const message = {
      kind: 'webhook' as const,
      headers: { 'tiktok-signature': signature },
      rawBody: Buffer.from(text),
    };
    expect(readCallback({ clientSecret: 'secret-1' }, { clock }, message)).toBeNull();
  });

  test.each([NOW - 300, NOW + 300])('made at %i: within five minutes', (at) => {
    expect(read(text, signed(text, { at }))).not.toBeNull();
  });

  test('TikTok has no other kinds of message', () => {
    const rawBody = Buffer.from(text);
    const headers = { 'tiktok-signature': signed(text) };
    for (const kind of ['deauthorize', 'data_deletion'] as const) {
      expect(readCallback({ clientSecret: 'secret-1' }, { clock }, { kind, headers, rawBody })).toBeNull();
    }
  });
});
