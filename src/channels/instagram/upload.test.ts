import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../test/support/clock.ts';
import type { Progress, PublishMedia } from '../adapter.ts';
import { publish } from './publish.ts';
import {
  ACCOUNT_ID,
  FakeGraph,
  refusal,
  SETTINGS,
  testFile,
  testRequest,
  type FakeAnswers,
} from './testing/fake-graph.ts';

const CREATE = `POST /${ACCOUNT_ID}/media`;
const UPLOAD = 'POST /ig-api-upload/v26.0/K';
const BYTES = 1_000_000;

function videoStatus(bytes: number) {
  return { json: { id: 'K', video_status: { uploading_phase: { status: 'in_progress', bytes_transferred: bytes } } } };
}

function problem(type: string, retriable: boolean) {
  return { status: 400, json: { debug_info: { retriable, type, message: 'No' } } };
}

/** One call of publish with the bytes sent, up to its outcome. */
async function send(answers: FakeAnswers, stored: Progress = {}) {
  const graph = new FakeGraph({
    [`GET /${ACCOUNT_ID}/content_publishing_limit`]: refusal(2),
    // The host that is named here gets no token.
    [CREATE]: { json: { id: 'K', uri: 'https://elsewhere.test/ig-api-upload/v26.0/K?x=1' } },
    'GET /K': refusal(100, 33),
    [UPLOAD]: { json: { success: true, message: 'Upload successful.' } },
    ...answers,
  });
  const reads: [number, number][] = [];
  const file: PublishMedia = testFile('video', {
    sizeBytes: BYTES,
    read: async function* (start, end) {
      reads.push([start, end]);
      yield new Uint8Array(end - start);
    },
  });
  const tools = graph.tools(new VirtualClock('2026-11-23T09:00:00Z'));
  const request = testRequest({ media: [file] });
  const steps = publish({ ...SETTINGS, resumableUpload: true }, tools, request, stored);
  let progress = stored;
  let step = await steps.next();
  for (; step.done !== true; step = await steps.next())
    progress = JSON.parse(JSON.stringify(step.value.progress)) as Progress;
  const upload = graph.calls.find(({ headers }) => headers.has('file_size'));
  return { outcome: step.value, progress, graph, upload, reads };
}

describe('a resumable upload', () => {
  it('sends the bytes to the upload host of the settings, with OAuth instead of Bearer', async () => {
    const { upload, outcome, graph, progress } = await send({});
    expect(upload?.address).toBe('https://rupload.test/ig-api-upload/v26.0/K');
    expect(upload?.query.get('x')).toBe('1');
    expect(upload?.headers.get('authorization')).toBe('OAuth IGAAsecret');
    expect(upload?.headers.get('offset')).toBe('0');
    expect(upload?.headers.get('file_size')).toBe(String(BYTES));
    expect(graph.calls.find(({ form }) => form.has('upload_type'))?.form.has('video_url')).toBe(false);
    expect(progress).toMatchObject({ container: { id: 'K', uploadPath: null } });
    expect(outcome.kind).toBe('waiting');
  });

  it('that broke off goes on where Instagram says it stands', async () => {
    const broken = await send({ [UPLOAD]: { broken: 'ECONNRESET' } });
    expect(broken.outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'transient' } });
    const { upload, reads, graph } = await send({ 'GET /K': videoStatus(400_000) }, broken.progress);
    expect(upload?.headers.get('offset')).toBe('400000');
    expect(upload?.headers.get('content-length')).toBe('600000');
    expect(reads.every(([start, end]) => start === 400_000 && end === BYTES)).toBe(true);
    expect(graph.count(CREATE)).toBe(0);
  });

  it('whose answer was lost is not sent again', async () => {
    const broken = await send({ [UPLOAD]: { broken: 'ECONNRESET' } });
    const { graph, progress } = await send({ 'GET /K': videoStatus(BYTES) }, broken.progress);
    expect(graph.count(UPLOAD)).toBe(0);
    expect(progress).toMatchObject({ container: { uploadPath: null } });
  });

  it('that may be retried keeps its container; what is not taken costs it', async () => {
    const retriable = await send({ [UPLOAD]: problem('PartialRequestError', true) });
    expect(retriable.outcome).toMatchObject({ kind: 'retry' });
    expect(retriable.progress).toMatchObject({ container: { id: 'K' } });
    const refused = await send({ [UPLOAD]: problem('ProcessingFailedError', false) });
    expect(refused.outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'transient' } });
    expect(refused.progress).toMatchObject({ container: null });
  });

  it('with a dead token is for the creator', async () => {
    const { outcome } = await send({ [UPLOAD]: problem('NotAuthorizedError', false) });
    expect(outcome).toMatchObject({ kind: 'needsPerson', failure: { failureClass: 'token' } });
  });
});
