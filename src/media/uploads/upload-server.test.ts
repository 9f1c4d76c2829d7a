import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rename, stat, symlink } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeImage } from '../../../test/fixtures/make-image.ts';
import { makeVideo } from '../../../test/fixtures/make-video.ts';
import { temporaryFolder } from '../../../test/fixtures/temporary-folder.ts';
import { ErrorEnvelope } from '../../contract/envelope.ts';
import { diskStore } from '../storage/disk-store.ts';
import { type MediaStore, readAll } from '../storage/media-store.ts';
import type { AssetPort, NewAsset } from './finish.ts';
import { createUploadServer, type UploadServerOptions } from './upload-server.ts';

/** The table of assets, as the database would keep it. */
class Assets implements AssetPort {
  readonly rows = new Map<string, NewAsset>();
  failNext = false;

  async findByHash(userId: string, sha256: string): Promise<string | null> {
    for (const [id, row] of this.rows) if (row.userId === userId && row.sha256 === sha256) return id;
    return null;
  }

  async recordAsset(asset: NewAsset): Promise<{ assetId: string; kept: boolean }> {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the database is away');
    }
    const winner = await this.findByHash(asset.userId, asset.sha256);
    if (winner !== null) return { assetId: winner, kept: false };
    const assetId = `asset-${this.rows.size + 1}`;
    this.rows.set(assetId, asset);
    return { assetId, kept: true };
  }
}

let folder: string;
let assets: Assets;
let store: MediaStore;
let bugs: unknown[];
const servers: Server[] = [];
/** The requests that servers of this test are still busy with. */
const busyWith = new Set<Promise<void>>();

beforeEach(async () => {
  folder = await temporaryFolder();
  assets = new Assets();
  store = diskStore(join(folder, 'media'));
  bugs = [];
});

afterEach(takeDownServers);

/** Returns when nothing of them writes any more, as after the end of their process. */
async function takeDownServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await Promise.all(busyWith);
}

/** A server on the test's folder; the user is named in a header, as the app's session would. */
async function serve(changes: Partial<UploadServerOptions> = {}): Promise<string> {
  const uploads = createUploadServer({
    folder: join(folder, 'uploads'),
    path: '/v1/uploads',
    store,
    assets,
    now: () => Temporal.Instant.from('2026-11-23T10:00:00Z'),
    onBug: (error) => void bugs.push(error),
    freeBytes: async () => 1e12,
    ...changes,
  });
  const server = createServer((request, response) => {
    const userId = String(request.headers['x-user'] ?? 'lucia');
    const work = uploads.handle(request, response, { userId, requestId: 'request-1' });
    busyWith.add(work);
    void work.finally(() => busyWith.delete(work));
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function metadata(filename: string, filetype: string): string {
  return `filename ${base64(filename)},filetype ${base64(filetype)}`;
}

const base64 = (value: string) => Buffer.from(value).toString('base64');

const TUS = { 'Tus-Resumable': '1.0.0' };

function create(
  base: string,
  length: number,
  filename: string,
  filetype: string,
  headers: Record<string, string> = {},
) {
  return fetch(`${base}/v1/uploads`, {
    method: 'POST',
    headers: { ...TUS, 'Upload-Length': String(length), 'Upload-Metadata': metadata(filename, filetype), ...headers },
  });
}

function patch(url: string, offset: number, body: Uint8Array, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'PATCH',
    headers: { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream', ...headers },
    body: Buffer.from(body),
  });
}

const head = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'HEAD', headers: { ...TUS, ...headers } });

async function upload(base: string, bytes: Uint8Array, filename: string, filetype: string, user = 'lucia') {
  const created = await create(base, bytes.length, filename, filetype, { 'x-user': user });
  expect(created.status).toBe(201);
  const url = new URL(created.headers.get('location') ?? '', base).href;
  return { url, response: await patch(url, 0, bytes, { 'x-user': user }) };
}

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const envelope = ErrorEnvelope.parse(await response.json());
  expect(envelope.meta.requestId).toBe('request-1');
  return envelope.error;
}

async function storedKeys(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys;
}

/** As `Upload-Checksum` wants it. */
const digest = (part: Uint8Array) => `sha256 ${createHash('sha256').update(part).digest('base64')}`;
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('an upload', () => {
  it('becomes an asset: stored, hashed, probed, with a thumbnail, and says its id', async () => {
    const base = await serve();
    const bytes = await makeImage({ width: 1200, height: 900, orientation: 6 });
    const { response, url } = await upload(base, bytes, '../évil\u202E/hol\u202Eiday.jpg', 'image/jpeg');
    expect(response.status).toBe(204);
    expect(response.headers.get('asset-id')).toBe('asset-1');
    const row = assets.rows.get('asset-1');
    expect(row).toMatchObject({
      userId: 'lucia',
      filename: 'holiday.jpg',
      sha256: hash(bytes),
      facts: { mimeType: 'image/jpeg', width: 900, height: 1200, sizeBytes: bytes.length },
    });
    expect(await readAll(store, row?.storageKey ?? '')).toEqual(bytes);
    expect((await readAll(store, row?.thumbnailKey ?? ''))?.subarray(8, 12).toString()).toBe('WEBP');
    expect(await readdir(join(folder, 'uploads', 'bytes'))).toEqual([]);
    expect(new URL(url).pathname).toMatch(/^\/v1\/uploads\/[0-9a-f]{32}$/);
    expect(bugs).toEqual([]);
  });

  it('may send its bytes with its creation', async () => {
    const base = await serve();
    const bytes = await makeVideo({ seconds: 1 });
    const response = await fetch(`${base}/v1/uploads`, {
      method: 'POST',
      headers: {
        ...TUS,
        'Upload-Length': String(bytes.length),
        'Upload-Metadata': metadata('a.mp4', 'video/mp4'),
        'Content-Type': 'application/offset+octet-stream',
      },
      body: Buffer.from(bytes),
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('asset-id')).toBe('asset-1');
    expect(response.headers.get('location')).toMatch(/^\/v1\/uploads\/[0-9a-f]{32}$/);
    expect(assets.rows.get('asset-1')).toMatchObject({ thumbnailKey: null, facts: { kind: 'video' } });
  });

  it('cut off in the middle goes on under a new server, and arrives whole', async () => {
    const bytes = await makeImage({ noise: true, width: 900, height: 900 });
    const first = await serve();
    const created = await create(first, bytes.length, 'a.jpg', 'image/jpeg');
    const path = created.headers.get('location') ?? '';
    await patch(`${first}${path}`, 0, bytes.subarray(0, 100_000));
    await cutOff(`${first}${path}`, 100_000, bytes.subarray(100_000, 200_000), bytes.length - 100_000);
    await takeDownServers();

    const second = await serve();
    const offset = Number((await head(`${second}${path}`)).headers.get('upload-offset'));
    expect(offset).toBeGreaterThanOrEqual(100_000);
    expect(offset).toBeLessThan(bytes.length);
    const done = await patch(`${second}${path}`, offset, bytes.subarray(offset));
    expect(done.headers.get('asset-id')).toBe('asset-1');
    expect(assets.rows.get('asset-1')?.sha256).toBe(hash(bytes));
  });

  it('whose last answer was lost is told the same again, also by a new server', async () => {
    const base = await serve();
    const bytes = await makeImage();
    const { url } = await upload(base, bytes, 'a.jpg', 'image/jpeg');
    const again = `${await serve()}${new URL(url).pathname}`;
    for (const response of [await head(url), await head(again)]) {
      expect(response.status).toBe(200);
      expect(response.headers.get('asset-id')).toBe('asset-1');
      expect(response.headers.get('upload-offset')).toBe(String(bytes.length));
      expect(response.headers.get('upload-length')).toBe(String(bytes.length));
    }
    const repeated = await patch(again, bytes.length, new Uint8Array(0));
    expect([repeated.status, repeated.headers.get('asset-id')]).toEqual([204, 'asset-1']);
    expect((await patch(again, 0, bytes)).status).toBe(409);
    expect(assets.rows.size).toBe(1);
  });

  it('is finished later when the database is away at the end, without leaving files behind', async () => {
    const base = await serve();
    const bytes = await makeImage();
    assets.failNext = true;
    const { url, response } = await upload(base, bytes, 'a.jpg', 'image/jpeg');
    expect(response.status).toBe(500);
    expect((await problemOf(response)).message).not.toContain('database');
    expect(bugs).toHaveLength(1);
    expect(assets.rows.size).toBe(0);
    const asked = await head(url);
    expect([asked.status, asked.headers.get('asset-id')]).toEqual([200, 'asset-1']);
    const row = assets.rows.get('asset-1');
    expect(row?.sha256).toBe(hash(bytes));
    // What the first try stored has no row: removeOrphanFiles finds it.
    expect((await storedKeys()).filter((key) => key === row?.storageKey || key === row?.thumbnailKey)).toHaveLength(2);
  });

  it('asked about by many at once is finished once', async () => {
    const base = await serve();
    const bytes = await makeImage();
    assets.failNext = true;
    const { url } = await upload(base, bytes, 'a.jpg', 'image/jpeg');
    const answers = await Promise.all(Array.from({ length: 8 }, () => head(url)));
    expect(answers.map((answer) => answer.headers.get('asset-id'))).toEqual(Array.from({ length: 8 }, () => 'asset-1'));
    expect(assets.rows.size).toBe(1);
  });

  it('of a file the user has already gives that asset; another user gets their own', async () => {
    const base = await serve();
    const bytes = await makeImage();
    await upload(base, bytes, 'a.jpg', 'image/jpeg');
    const { response } = await upload(base, bytes, 'again.jpg', 'image/jpeg');
    expect(response.headers.get('asset-id')).toBe('asset-1');
    expect(await storedKeys()).toHaveLength(2);
    const other = await upload(base, bytes, 'a.jpg', 'image/jpeg', 'marta');
    expect(other.response.headers.get('asset-id')).toBe('asset-2');
  });

  it('that loses the race for the same bytes leaves no second copy', async () => {
    const base = await serve();
    const bytes = await makeImage();
    await upload(base, bytes, 'a.jpg', 'image/jpeg');
    const found = assets.findByHash.bind(assets);
    let looks = 0;
    assets.findByHash = async (user, sha256) => ((looks += 1) === 1 ? null : found(user, sha256));
    const { response } = await upload(base, bytes, 'b.jpg', 'image/jpeg');
    expect(response.headers.get('asset-id')).toBe('asset-1');
    expect(await storedKeys()).toHaveLength(2);
  });
});

describe('an upload is refused', () => {
  it('at creation: too large, empty, of a type nobody takes, without room', async () => {
    const base = await serve();
    const tooLarge = await create(base, 50_000_001, 'a.png', 'image/png');
    expect(tooLarge.status).toBe(413);
    expect(await problemOf(tooLarge)).toMatchObject({ code: 'TOO_LARGE', details: { limitBytes: 50_000_000 } });
    expect((await create(base, 4_000_000_001, 'a.mp4', 'video/mp4')).status).toBe(413);
    expect((await create(base, 4_000_000_000, 'a.mp4', 'video/mp4')).status).toBe(201);
    expect((await create(base, 0, 'a.jpg', 'image/jpeg')).status).toBe(422);
    const program = await create(base, 10, 'a.exe', 'application/x-msdownload');
    expect(program.status).toBe(422);
    expect((await problemOf(program)).message).toContain('JPEG, PNG, WebP or HEIC');
    const full = await create(await serve({ freeBytes: async () => 300_000_000 }), 50_000_000, 'a.jpg', 'image/jpeg');
    expect(full.status).toBe(507);
    expect((await problemOf(full)).message).toContain('no room for 50 MB');
    const deferred = await fetch(`${base}/v1/uploads`, {
      method: 'POST',
      headers: { ...TUS, 'Upload-Defer-Length': '1', 'Upload-Metadata': metadata('a.jpg', 'image/jpeg') },
    });
    expect(deferred.status).toBe(400);
  });

  it('at completion when it is not what it claims, and again when asked again; no asset, no file', async () => {
    const base = await serve();
    const cases: [Uint8Array, string, string, RegExp][] = [
      [Buffer.from('<!doctype html><script>alert(1)</script>'), 'a.jpg', 'image/jpeg', /web page/],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.png', 'image/png', /SVG/],
      [await makeImage({ format: 'png' }), 'a.jpg', 'image/jpeg', /JPEG, but it is PNG.*\.png/],
      [await makeVideo({ seconds: 1 }), 'a.webm', 'video/webm', /WebM, but it is MP4/],
      [await makeVideo({ seconds: 1 }), 'a.jpg', 'image/jpeg', /JPEG, but it is MP4/],
      [(await makeImage({ noise: true })).subarray(0, 90_000), 'a.jpg', 'image/jpeg', /cut off/],
    ];
    for (const [bytes, filename, filetype, words] of cases) {
      const { url, response } = await upload(base, bytes, filename, filetype);
      expect(response.status).toBe(422);
      expect(response.headers.get('asset-id')).toBeNull();
      expect(await problemOf(response)).toMatchObject({
        code: 'UNSUPPORTED_MEDIA',
        message: expect.stringMatching(words),
      });
      expect((await head(url)).status).toBe(422);
      expect((await problemOf(await patch(url, bytes.length, new Uint8Array(0)))).message).toMatch(words);
    }
    expect(assets.rows.size).toBe(0);
    expect(await storedKeys()).toEqual([]);
    expect(await readdir(join(folder, 'uploads', 'bytes'))).toEqual([]);
    expect(bugs).toEqual([]);
  });

  it('a MOV named .mp4 is taken: one family', async () => {
    const { response } = await upload(
      await serve(),
      await makeVideo({ seconds: 1, container: 'mov' }),
      'a.mp4',
      'video/mp4',
    );
    expect(response.headers.get('asset-id')).toBe('asset-1');
    expect(assets.rows.get('asset-1')?.facts.mimeType).toBe('video/quicktime');
  });

  it('when it is another user’s, unknown, or no id at all: all the same 404', async () => {
    const base = await serve();
    const created = await create(base, 1000, 'a.jpg', 'image/jpeg');
    const url = `${base}${created.headers.get('location')}`;
    const asMarta = { 'x-user': 'marta' };
    expect((await head(url, asMarta)).status).toBe(404);
    const foreign = await patch(url, 0, new Uint8Array(10), asMarta);
    expect([foreign.status, (await problemOf(foreign)).code]).toEqual([404, 'NOT_FOUND']);
    expect((await fetch(url, { method: 'DELETE', headers: { ...TUS, ...asMarta } })).status).toBe(404);
    expect((await head(url)).headers.get('upload-offset')).toBe('0');
    expect((await head(`${base}/v1/uploads/${'0'.repeat(32)}`)).status).toBe(404);
    expect((await head(`${base}/v1/uploads/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
    expect((await fetch(url)).status).toBe(405);
  });

  it('for bytes that do not add up to their checksum: they are thrown away, and can be sent again', async () => {
    const base = await serve();
    const bytes = await makeImage({ width: 300, height: 200, noise: true });
    const created = await create(base, bytes.length, 'a.jpg', 'image/jpeg');
    const url = `${base}${created.headers.get('location')}`;
    const [first, rest] = [bytes.subarray(0, 500), bytes.subarray(500)];
    expect((await patch(url, 0, first, { 'Upload-Checksum': digest(first) })).status).toBe(204);
    const wrong = await patch(url, 500, rest, { 'Upload-Checksum': digest(first) });
    expect([wrong.status, (await problemOf(wrong)).message]).toEqual([460, expect.stringMatching(/do not add up/)]);
    expect((await head(url)).headers.get('upload-offset')).toBe('500');
    expect(assets.rows.size).toBe(0);
    const strange = await patch(url, 500, rest, { 'Upload-Checksum': 'md4 x' });
    expect([strange.status, (await problemOf(strange)).message]).toEqual([400, expect.stringMatching(/sha1,sha256/)]);
    const right = await patch(url, 500, rest, { 'Upload-Checksum': digest(rest) });
    expect([right.status, right.headers.get('asset-id')]).toEqual([204, 'asset-1']);
    const offers = await fetch(`${base}/v1/uploads`, { method: 'OPTIONS', headers: TUS });
    expect(offers.headers.get('tus-checksum-algorithm')).toBe('sha1,sha256');
    expect(offers.headers.get('tus-extension')).toMatch(/checksum/);
  });

  it('when the disk fills up in the middle, with the remedy; what has arrived is kept', async () => {
    const base = await serve();
    const bytes = await makeImage({ width: 300, height: 200, noise: true });
    const created = await create(base, bytes.length, 'a.jpg', 'image/jpeg');
    const location = created.headers.get('location') ?? '';
    const received = join(folder, 'uploads', 'bytes', location.split('/').at(-1) ?? '');
    // Writing to it says what a full disk says.
    await rename(received, `${received}.kept`);
    await symlink('/dev/full', received);
    const full = await patch(`${base}${location}`, 0, bytes);
    expect([full.status, (await problemOf(full)).code]).toEqual([507, 'STORAGE_FULL']);
    // There is room again.
    await rename(`${received}.kept`, received);
    expect((await patch(`${base}${location}`, 0, bytes)).headers.get('asset-id')).toBe('asset-1');
  });

  it('in our envelope also when it is the protocol that was broken', async () => {
    const base = await serve();
    const created = await create(base, 1000, 'a.jpg', 'image/jpeg');
    const url = `${base}${created.headers.get('location')}`;
    const conflict = await patch(url, 7, new Uint8Array(10));
    expect([conflict.status, (await problemOf(conflict)).code]).toEqual([409, 'VERSION_CONFLICT']);
    const tooMuch = await patch(url, 0, new Uint8Array(1001));
    expect([tooMuch.status, (await problemOf(tooMuch)).code]).toEqual([413, 'TOO_LARGE']);
    const silent = await fetch(url, { method: 'HEAD' });
    expect(silent.status).toBe(412);
  });
});

it('works with the client that the browser uses', async () => {
  const base = await serve();
  const bytes = await makeImage({ noise: true, width: 700, height: 700 });
  const assetId = await new Promise<string | undefined>((resolve, reject) => {
    new Upload(bytes, {
      endpoint: `${base}/v1/uploads`,
      metadata: { filename: 'a.jpg', filetype: 'image/jpeg' },
      chunkSize: 100_000,
      retryDelays: null,
      onError: reject,
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Asset-Id')),
    }).start();
  });
  expect(assetId).toBe('asset-1');
  expect(assets.rows.get('asset-1')?.sha256).toBe(hash(bytes));
});

it('an upload can be given up; its bytes go', async () => {
  const base = await serve();
  const created = await create(base, 1000, 'a.jpg', 'image/jpeg');
  const url = `${base}${created.headers.get('location')}`;
  await patch(url, 0, new Uint8Array(500));
  expect((await fetch(url, { method: 'DELETE', headers: TUS })).status).toBe(204);
  expect((await head(url)).status).toBe(404);
  expect(await readdir(join(folder, 'uploads', 'bytes'))).toEqual([]);
  expect(await readdir(join(folder, 'uploads', 'ledger'))).toEqual([]);
});

it('deleting the upload of a finished asset keeps the asset', async () => {
  const base = await serve();
  const { url } = await upload(base, await makeImage(), 'a.jpg', 'image/jpeg');
  expect((await fetch(url, { method: 'DELETE', headers: TUS })).status).toBe(204);
  expect(await store.size(assets.rows.get('asset-1')?.storageKey ?? '')).not.toBeNull();
});

it('what arrives is readable by nobody else', async () => {
  await serve();
  expect((await stat(join(folder, 'uploads', 'bytes'))).mode & 0o777).toBe(0o700);
});

/** Sends part of a PATCH and then drops the connection, as a phone in a tunnel does. */
async function cutOff(url: string, offset: number, bytes: Uint8Array, announced: number): Promise<void> {
  const request = httpRequest(url, {
    method: 'PATCH',
    headers: {
      ...TUS,
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': String(announced),
    },
  });
  const closed = new Promise<void>((resolve) => request.on('close', resolve));
  request.on('error', () => undefined); // the reset is what this is about
  await new Promise<void>((resolve) => request.write(bytes, () => resolve()));
  request.destroy();
  await closed;
}
