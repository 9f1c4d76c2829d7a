import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { newMediaKey } from './media-store.ts';
import { parseS3Address, type S3Calls, s3Store } from './s3-store.ts';
import { storeConformance } from './store-conformance.ts';

/** A bucket in memory that answers lists in pages of two. */
function bucketInMemory(objects = new Map<string, Buffer>()): S3Calls {
  return {
    put: async (objectKey, body) => {
      objects.set(objectKey, 'path' in body ? await readFile(body.path) : Buffer.from(body.bytes));
    },
    get: async (objectKey, range) => {
      const bytes = objects.get(objectKey);
      return bytes === undefined ? null : once(range === null ? bytes : bytes.subarray(range.start, range.end));
    },
    size: async (objectKey) => objects.get(objectKey)?.length ?? null,
    delete: async (objectKey) => void objects.delete(objectKey),
    list: async (prefix, next) => {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > (next ?? '')).toSorted();
      const page = keys.slice(0, 2);
      const storedAt = Temporal.Instant.from('2026-11-23T10:00:00Z');
      return {
        objects: page.map((objectKey) => ({ objectKey, storedAt })),
        next: keys.length > 2 ? (page.at(-1) ?? null) : null,
      };
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe('S3 store', () => {
  storeConformance(async () => s3Store(bucketInMemory(), 'media/'));

  it('keeps to its prefix and lists across pages', async () => {
    const objects = new Map([
      ['other/file', Buffer.from('x')],
      ['media/readme.txt', Buffer.from('x')],
    ]);
    const store = s3Store(bucketInMemory(objects), 'media/');
    const keys = Array.from({ length: 5 }, newMediaKey);
    for (const key of keys) await store.put(key, { bytes: Buffer.from('x') });
    const listed: string[] = [];
    for await (const { key } of store.list()) listed.push(key);
    expect(listed.toSorted()).toEqual(keys.toSorted());
    expect(objects.has(`media/${keys[0]}`)).toBe(true);
  });
});

it('reads MEDIA_STORE', () => {
  expect(parseS3Address('s3://my-bucket')).toEqual({ bucket: 'my-bucket', prefix: '' });
  expect(parseS3Address('s3://my-bucket/')).toEqual({ bucket: 'my-bucket', prefix: '' });
  expect(parseS3Address('s3://my.bucket/a//b')).toEqual({ bucket: 'my.bucket', prefix: 'a/b/' });
  for (const wrong of ['disk', 's3://', 's3://UPPER/x', 'https://a/b', '']) expect(parseS3Address(wrong)).toBeNull();
});
