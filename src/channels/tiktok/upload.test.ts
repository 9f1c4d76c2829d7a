import http from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import {
  CREATOR,
  fakeMedia,
  fakeTiktok,
  fakeTools,
  ok,
  order,
  refusal,
  run,
  SETTINGS,
  statusIs,
  type FakeAnswer,
} from '../../../test/conformance/tiktok-fake.ts';
import { createTiktokAdapter } from './index.ts';

const UPLOAD_URL = 'https://open-upload.tiktokapis.com/video/?upload_id=1&upload_token=a%2Fb%3D';
const SMALL = 1000;
/** Three chunks: 32, 32 and 32 MB and a byte. */
const LARGE = 96_000_001;

const replies = (status: number) => new Response('', { status });

function upload(size: number, puts: FakeAnswer[], statuses: FakeAnswer[] = [statusIs('PROCESSING_UPLOAD')]) {
  const fake = fakeTiktok();
  fake.answer('/creator_info/', ok(CREATOR));
  let inits = 0;
  fake.answer('/video/', ...puts);
  fake.answer('/status/', ...statuses);
  // The later is looked up first.
  fake.answer('/video/init/', () => {
    inits += 1;
    return ok({ publish_id: `p-${inits}`, upload_url: UPLOAD_URL });
  });
  const tools = fakeTools(fake);
  const { publisher } = createTiktokAdapter(SETTINGS, tools);
  const request = order({}, { media: [fakeMedia({ sizeBytes: size })] });
  const ranges = () =>
    fake.calls.filter(({ method }) => method === 'PUT').map(({ headers }) => headers.get('content-range'));
  return { fake, tools, request, ranges, inits: () => inits, steps: () => publisher.publish(request, {}) };
}

function uploaded(bytes: number): Response {
  return statusIs('PROCESSING_UPLOAD', { uploaded_bytes: bytes });
}

describe('a file', () => {
  test('of one chunk is sent whole, and TikTok does the rest', async () => {
    const { steps, fake, tools } = upload(SMALL, [replies(201)]);
    const { checkpoints, result } = await run(steps());
    expect(result).toEqual({ kind: 'waiting', until: tools.clock.now().add({ seconds: 3 }) });
    expect(checkpoints.map(({ step }) => step)).toEqual([
      'opening upload',
      'upload opened',
      'uploading 1/1',
      'processing',
    ]);
    const put = fake.calls.find(({ method }) => method === 'PUT');
    expect(put?.url.href).toBe(UPLOAD_URL);
    expect(put?.bytes).toBe(SMALL);
    expect(put?.headers.get('content-type')).toBe('video/mp4');
    expect(put?.headers.get('content-range')).toBe('bytes 0-999/1000');
    expect(put?.headers.get('authorization')).toBeNull();
  });

  test('of several is sent in order, a checkpoint before each, and the way back ends with the last', async () => {
    const { steps, ranges } = upload(LARGE, [replies(206), replies(206), replies(201)]);
    const { checkpoints } = await run(steps());
    expect(ranges()).toEqual([
      'bytes 0-31999999/96000001',
      'bytes 32000000-63999999/96000001',
      'bytes 64000000-96000000/96000001',
    ]);
    expect(checkpoints.map(({ step, progress }) => [step, progress['phase']])).toEqual([
      ['opening upload', 'task_asked'],
      ['upload opened', 'uploading'],
      ['uploading 1/3', 'uploading'],
      ['uploading 2/3', 'uploading'],
      ['uploading 3/3', 'last_chunk'],
      ['processing', 'processing'],
    ]);
  });

  test('never leaves its address in what is stored or said', async () => {
    const { steps } = upload(LARGE, [replies(206), 'lost', replies(500)], [uploaded(32_000_000)]);
    const everything = JSON.stringify(await run(steps()));
    expect(everything).not.toContain('upload_token');
    expect(everything).not.toContain('open-upload');
    expect(everything).not.toContain('act.token');
    expect(everything).not.toContain('A bowl');
  });

  test('goes to no address but TikTok’s', async () => {
    const { steps, fake } = upload(SMALL, [replies(201)]);
    fake.answer('/video/init/', ok({ publish_id: 'p-1', upload_url: 'https://evil.example/video/?t=1' }));
    const { result, checkpoints } = await run(steps());
    expect(result).toMatchObject({ kind: 'needsPerson', failure: { failureClass: 'permanent' } });
    expect(fake.calls.some(({ method }) => method === 'PUT')).toBe(false);
    expect(checkpoints.at(-1)?.progress).toEqual({ phase: 'nothing_sent' });
    expect(JSON.stringify([result, checkpoints])).not.toContain('evil');
  });
});

describe('when a chunk does not go through', () => {
  test.each([500, 502, 503, 429])('%i: the same range again', async (status) => {
    const answers = [replies(206), replies(status), replies(206), replies(201)];
    const { steps, ranges, inits } = upload(LARGE, answers, [uploaded(32_000_000)]);
    expect((await run(steps())).result.kind).toBe('waiting');
    expect(ranges()[1]).toBe(ranges()[2]);
    expect([ranges().length, inits()]).toEqual([4, 1]);
  });

  test('lost: on from where TikTok is', async () => {
    const { steps, ranges } = upload(LARGE, [replies(206), 'lost', replies(201)], [uploaded(64_000_000)]);
    expect((await run(steps())).result.kind).toBe('waiting');
    expect(ranges()).toEqual([
      'bytes 0-31999999/96000001',
      'bytes 32000000-63999999/96000001',
      'bytes 64000000-96000000/96000001',
    ]);
  });

  test('416: on from TikTok’s own progress, even inside a chunk', async () => {
    const { steps, ranges } = upload(
      LARGE,
      [replies(206), replies(416), replies(206), replies(201)],
      [uploaded(40_000_000)],
    );
    expect((await run(steps())).result.kind).toBe('waiting');
    expect(ranges().slice(2)).toEqual(['bytes 40000000-63999999/96000001', 'bytes 64000000-96000000/96000001']);
  });

  test('416 after everything had arrived: on with processing', async () => {
    const { steps, inits } = upload(SMALL, ['lost', replies(416)], [uploaded(0), uploaded(SMALL)]);
    const { result, checkpoints } = await run(steps());
    expect(result.kind).toBe('waiting');
    expect(checkpoints.at(-1)?.progress).toMatchObject({ phase: 'processing', publishId: 'p-1' });
    expect(inits()).toBe(1);
  });

  test.each([403, 404])('%i before the last: a new task, once, on the spot', async (status) => {
    const { steps, ranges, inits } = upload(
      LARGE,
      [replies(206), replies(status), replies(206), replies(206), replies(201)],
      [uploaded(32_000_000)],
    );
    const { result, checkpoints } = await run(steps());
    expect([result.kind, inits()]).toEqual(['waiting', 2]);
    expect(ranges()[2]).toBe('bytes 0-31999999/96000001');
    expect(checkpoints.at(-1)?.progress).toMatchObject({ phase: 'processing', publishId: 'p-2' });
  });

  test('403 again and again: a retry, with nothing left behind', async () => {
    const { steps, inits } = upload(LARGE, [replies(403)], [uploaded(0)]);
    const { result, checkpoints } = await run(steps());
    expect(result).toMatchObject({ kind: 'retry', failure: { failureClass: 'transient' } });
    expect(inits()).toBe(2);
    expect(checkpoints.at(-1)?.progress).toEqual({ phase: 'nothing_sent' });
  });

  test('403 on the only chunk: TikTok lacks it, so a new task is safe', async () => {
    const { steps, inits } = upload(SMALL, [replies(403), replies(201)], [uploaded(0)]);
    expect([(await run(steps())).result.kind, inits()]).toEqual(['waiting', 2]);
  });

  test('400: our fault, and no retry helps', async () => {
    const { steps, inits } = upload(LARGE, [replies(400)], [uploaded(0)]);
    expect((await run(steps())).result).toMatchObject({ kind: 'needsPerson', failure: { failureClass: 'permanent' } });
    expect(inits()).toBe(1);
  });

  test('an upload host that stays down: four tries, then a retry later', async () => {
    const { steps, ranges, inits } = upload(LARGE, [replies(502)], [uploaded(0)]);
    expect((await run(steps())).result).toMatchObject({ kind: 'retry' });
    // Two tasks, four tries each.
    expect([ranges().length, inits()]).toEqual([8, 2]);
  });
});

describe('when the last chunk is in doubt, it is never begun anew', () => {
  test('lost, and TikTok has it all', async () => {
    const { steps, inits, ranges } = upload(SMALL, ['lost'], [uploaded(SMALL)]);
    expect((await run(steps())).result.kind).toBe('waiting');
    expect([inits(), ranges().length]).toEqual([1, 1]);
  });

  test('lost, and TikTok has posted already', async () => {
    const { steps, inits } = upload(SMALL, ['lost'], [statusIs('PUBLISH_COMPLETE')]);
    const { result, checkpoints } = await run(steps());
    expect(result.kind).toBe('waiting');
    expect(checkpoints.at(-1)?.progress).toMatchObject({ phase: 'processing', publishId: 'p-1' });
    expect(inits()).toBe(1);
  });

  test('lost, and TikTok lacks it: sent again to the same task', async () => {
    const { steps, inits, ranges } = upload(SMALL, ['lost', replies(201)], [uploaded(0)]);
    expect((await run(steps())).result.kind).toBe('waiting');
    expect([inits(), ranges().length]).toEqual([1, 2]);
  });

  test.each<FakeAnswer>([
    'lost',
    refusal('internal_error', 500),
    refusal('invalid_publish_id'),
    ok('{"status":"PROCESSING_UPLOAD"}'),
  ])('lost, and the status does not tell: unknown', async (status) => {
    const { steps, inits, ranges } = upload(SMALL, ['lost'], [status]);
    const { result, checkpoints } = await run(steps());
    expect(result).toMatchObject({ kind: 'unknown', failure: { failureClass: 'unknown' } });
    expect(checkpoints.at(-1)?.progress).toMatchObject({ phase: 'last_chunk', publishId: 'p-1' });
    expect([inits(), ranges().length]).toEqual([1, 1]);
  });

  test('lost four times: unknown, since one may still be on its way', async () => {
    const { steps, inits, ranges } = upload(SMALL, ['lost'], [uploaded(0)]);
    expect((await run(steps())).result.kind).toBe('unknown');
    expect([inits(), ranges().length]).toEqual([1, 4]);
  });

  test('lost, then refused: unknown all the same', async () => {
    const { steps, inits } = upload(SMALL, ['lost', replies(403)], [uploaded(0)]);
    expect((await run(steps())).result.kind).toBe('unknown');
    expect(inits()).toBe(1);
  });
});

test('a machine that slept after announcing a chunk announces it again before sending', async () => {
  const { steps, tools, ranges } = upload(SMALL, [replies(201)]);
  const publishing = steps();
  for (const step of ['opening upload', 'upload opened', 'uploading 1/1']) {
    expect((await publishing.next()).value).toMatchObject({ step });
  }
  await tools.clock.advanceBy({ minutes: 5 });
  expect((await publishing.next()).value).toMatchObject({ step: 'uploading 1/1' });
  expect(ranges()).toEqual([]);
  expect((await publishing.next()).value).toMatchObject({ step: 'processing' });
  expect(ranges()).toHaveLength(1);
});

describe('over a real connection', () => {
  let server: http.Server | null = null;
  afterEach(() => server?.close());

  test('a chunk arrives whole and with its length, not in pieces of unknown number', async () => {
    const seen: { length: string | undefined; encoding: string | undefined; bytes: number }[] = [];
    server = http.createServer((request, response) => {
      let bytes = 0;
      request.on('data', (piece: Buffer) => (bytes += piece.byteLength));
      request.on('end', () => {
        const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
        seen.push({ length, encoding, bytes });
        response.writeHead(seen.length < 2 ? 206 : 201).end();
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const fake = fakeTiktok();
    fake.answer('/creator_info/', ok(CREATOR));
    fake.answer('/video/init/', ok({ publish_id: 'p-1', upload_url: `${origin}/u` }));
    const fetchOf: typeof fetch = (input, init) =>
      init?.method === 'PUT' ? fetch(input, init) : fake.fetch(input, init);
    const settings = { ...SETTINGS, allowedUploadHosts: [origin] };
    const { publisher } = createTiktokAdapter(settings, { ...fakeTools(fake), fetch: fetchOf });
    const media = [fakeMedia({ sizeBytes: 70_000_000 })];
    const { result } = await run(publisher.publish(order({}, { media }), {}));
    expect(result.kind).toBe('waiting');
    expect(seen).toEqual([
      { length: '32000000', encoding: undefined, bytes: 32_000_000 },
      { length: '38000000', encoding: undefined, bytes: 38_000_000 },
    ]);
  });
});
