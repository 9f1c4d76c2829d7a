import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { VirtualClock } from '../../../test/support/clock.ts';
import { graphCall } from './graph-call.ts';
import { flatOrWrapped, GraphId, parseGraphJson } from './graph-json.ts';
import { FakeGraph, refusal, type FakeAnswer } from './testing/fake-graph.ts';
import { usageOf } from './usage.ts';

const Node = z.object({ id: GraphId });

function call(answer: FakeAnswer) {
  const graph = new FakeGraph({ 'GET /node': answer });
  const tools = graph.tools(new VirtualClock('2026-11-23T09:00:00Z'));
  return graphCall(tools, { method: 'GET', url: 'https://graph.test/v26.0/node', timeoutMs: 1000 }, Node);
}

describe('ids', () => {
  it.each(['17841405822304914', '9007199254740993', '123', '-9007199254740995'])(
    'a bare %s keeps every digit',
    (digits) => {
      expect(Node.parse(parseGraphJson(`{"id":${digits}}`)?.value)).toEqual({ id: digits });
    },
  );

  it('come flat or wrapped', () => {
    const shape = flatOrWrapped(Node);
    expect(shape.parse({ id: '1' })).toEqual({ id: '1' });
    expect(shape.parse({ data: [{ id: 2 }] })).toEqual({ id: '2' });
    expect(shape.safeParse({ data: [] }).success).toBe(false);
  });
});

describe('an answer', () => {
  it('with an error object is refused, even with HTTP 200', async () => {
    const given = refusal(190, 460, { error_user_msg: ' ' });
    expect(await call({ ...given, status: 200 })).toMatchObject({
      kind: 'refused',
      error: { code: 190, subcode: 460, traceId: 'Trace1', userMessage: null, httpStatus: 200 },
    });
  });

  it.each([
    ['half of JSON', { text: '{"id":"1784' }],
    ['HTML of an outage', { status: 502, text: '<html><h1>Sorry</h1></html>' }],
    ['another shape', { json: { success: true } }],
    ['nothing', { text: '' }],
    ['a value with an error status', { status: 500, json: { id: '1' } }],
  ] as const)('that is %s is unreadable', async (_, answer) => {
    expect(await call(answer)).toMatchObject({ kind: 'unreadable' });
  });

  it('that never came is told apart from a call that never left', async () => {
    expect(await call({ broken: 'ECONNRESET' })).toMatchObject({ kind: 'lost' });
    expect(await call({ broken: 'ECONNREFUSED' })).toMatchObject({ kind: 'not_sent' });
  });

  it('of the login host and of the upload host is understood', async () => {
    const login = { error_type: 'OAuthException', code: 400, error_message: 'Matching code was not found' };
    expect(await call({ status: 400, json: login })).toMatchObject({
      kind: 'refused',
      error: { code: null, message: 'Matching code was not found', httpStatus: 400 },
    });
    const upload = (retriable: boolean, type: string) =>
      call({ status: 400, json: { debug_info: { retriable, type, message: 'm' } } });
    expect(await upload(true, 'PartialRequestError')).toMatchObject({ error: { isTransient: true } });
    expect(await upload(false, 'NotAuthorizedError')).toMatchObject({ error: { code: 190 } });
    expect(await upload(false, 'ProcessingFailedError')).toMatchObject({ error: { subcode: 2207082 } });
  });
});

describe('usage', () => {
  it('is that of the fullest budget', () => {
    const headers = new Headers({
      'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":25}',
      'x-business-use-case-usage':
        '{"17841400000000001":[{"type":"instagram","call_count":12,"total_cputime":3,"total_time":91,"estimated_time_to_regain_access":17}]}',
    });
    expect(usageOf(headers)).toEqual({ percent: 91, regainMinutes: 17 });
  });

  it('is nothing where nothing readable is said', () => {
    expect(usageOf(new Headers({ 'x-app-usage': 'none' }))).toEqual({ percent: 0, regainMinutes: 0 });
  });
});
