import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fakeTiktok, ok, refusal } from '../../../test/conformance/tiktok-fake.ts';
import { callApi, callOauth } from './tiktok-call.ts';

const SHAPE = z.object({ publish_id: z.string() });
const CALL = { method: 'POST', url: 'https://open.tiktokapis.com/v2/x/', timeoutMs: 1000 } as const;

function answering(response: Response | 'lost' | 'not_sent') {
  const fake = fakeTiktok();
  fake.answer('/', response);
  return callApi(fake, CALL, SHAPE);
}

function askingOauth(response: Response, shape: z.ZodType = SHAPE) {
  const fake = fakeTiktok();
  fake.answer('/', response);
  return callOauth(fake, { url: 'https://open.tiktokapis.com/v2/oauth/token/', form: { a: 'b*!' } }, shape);
}

describe('an envelope', () => {
  test('is a success when its code is ok', async () => {
    expect(await answering(ok({ publish_id: 'p' }))).toEqual({
      kind: 'ok',
      value: { publish_id: 'p' },
      logId: 'log-1',
    });
  });

  test('is a refusal with HTTP 200, too', async () => {
    expect(await answering(refusal('spam_risk_too_many_posts', 200))).toEqual({
      kind: 'refused',
      error: { code: 'spam_risk_too_many_posts', message: 'No.', logId: 'log-9', httpStatus: 200 },
    });
  });

  test('may leave out its data, and spell the log id as the tables do', async () => {
    const response = Response.json({ error: { code: 'invalid_param', logid: 'log-3' } }, { status: 400 });
    expect(await answering(response)).toEqual({
      kind: 'refused',
      error: { code: 'invalid_param', message: '', logId: 'log-3', httpStatus: 400 },
    });
  });

  test.each([
    ['half a body', new Response('{"data":{"publish_id":"v_pub_file~v2-1.1"},"err')],
    ['a page of a gateway', new Response('<html>Bad Gateway</html>', { status: 502 })],
    ['nothing', new Response('', { status: 500 })],
    ['another shape', ok({ publish: 'p' })],
  ])('is unreadable when it is %s', async (_name, response) => {
    expect(await answering(response)).toEqual({ kind: 'unreadable', httpStatus: response.status });
  });

  test('needs no body to say 429', async () => {
    expect(await answering(new Response('', { status: 429 }))).toMatchObject({
      kind: 'refused',
      error: { code: 'rate_limit_exceeded', httpStatus: 429 },
    });
  });
});

test('a broken connection is lost, a refused one was never used', async () => {
  expect(await answering('lost')).toEqual({ kind: 'lost', reason: 'ECONNRESET' });
  expect(await answering('not_sent')).toEqual({ kind: 'not_sent', reason: 'ECONNREFUSED' });
});

describe('a flat OAuth answer', () => {
  test('is a failure when it has an error, even with HTTP 200', async () => {
    const error = { error: 'invalid_grant', error_description: 'Expired.', log_id: 'log-4' };
    expect(await askingOauth(Response.json(error, { status: 200 }))).toEqual({
      kind: 'refused',
      error: { code: 'invalid_grant', message: 'Expired.', logId: 'log-4', httpStatus: 200 },
    });
  });

  test('is no success without what was asked for', async () => {
    expect(await askingOauth(Response.json({ scope: 'x' }))).toEqual({ kind: 'unreadable', httpStatus: 200 });
    expect(await askingOauth(new Response('<html>', { status: 503 }))).toEqual({ kind: 'unreadable', httpStatus: 503 });
  });

  test('may be empty, as revoking is', async () => {
    expect(await askingOauth(new Response(''), z.unknown())).toMatchObject({ kind: 'ok' });
    expect(await askingOauth(new Response('', { status: 500 }), z.unknown())).toMatchObject({ kind: 'unreadable' });
  });
});
