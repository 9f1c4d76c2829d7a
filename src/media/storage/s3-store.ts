import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertMediaKey, type MediaStore, type StoredKey, type StoreInput } from './media-store.ts';

/** The five calls of S3 that are used, so that any client can stand behind them. Object keys are whole. */
export interface S3Calls {
  /** One PUT with its length known: atomic, and enough up to 5 GB. */
  put(objectKey: string, body: { path: string } | { bytes: Uint8Array }): Promise<void>;
  get(objectKey: string, range: { start: number; end: number } | null): Promise<AsyncIterable<Uint8Array> | null>;
  size(objectKey: string): Promise<number | null>;
  delete(objectKey: string): Promise<void>;
  /** One page; `next` leads to the following one. */
  list(prefix: string, next: string | null): Promise<{ objects: S3Object[]; next: string | null }>;
}

export interface S3Object {
  objectKey: string;
  storedAt: Temporal.Instant;
}

/**
 * `s3://bucket/some/prefix` as MEDIA_STORE writes it (spec.md 9); `null` when it is anything else. The prefix ends in a
 * slash or is empty.
 */
export function parseS3Address(address: string): { bucket: string; prefix: string } | null {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address);
  const [, bucket, rest = ''] = found ?? [];
  if (bucket === undefined) return null;
  const parts = rest.split('/').filter((part) => part !== '');
  return { bucket, prefix: parts.map((part) => `${part}/`).join('') };
}

/** Media in a bucket, for several machines. The bucket stays private: media is served by us, under signed URLs. */
export function s3Store(calls: S3Calls, prefix: string): MediaStore {
  const objectKeyOf = (key: string): string => {
    assertMediaKey(key);
    return prefix + key;
  };
  return {
    put: async (key, input) => putObject(calls, objectKeyOf(key), input),
    read: async (key, range) => {
      const objectKey = objectKeyOf(key);
      if (range === undefined) return calls.get(objectKey, null);
      // S3 cannot express an empty range; whether the key exists still matters.
      if (range.end <= range.start) return (await calls.size(objectKey)) === null ? null : nothing();
      return calls.get(objectKey, range);
    },
    size: async (key) => calls.size(objectKeyOf(key)),
    delete: async (key) => calls.delete(objectKeyOf(key)),
    list: () => listKeys(calls, prefix),
  };
}

async function putObject(calls: S3Calls, objectKey: string, input: StoreInput): Promise<void> {
  if (!('stream' in input)) return calls.put(objectKey, input);
  // S3 wants the length first: the stream is laid aside on disk, so that memory stays small.
  const folder = await mkdtemp(join(tmpdir(), 'punctual-s3-'));
  try {
    const path = join(folder, 'object');
    await writeFile(path, input.stream, { mode: 0o600 });
    await calls.put(objectKey, { path });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* listKeys(calls: S3Calls, prefix: string): AsyncGenerator<StoredKey> {
  let next: string | null = null;
  do {
    const page: { objects: S3Object[]; next: string | null } = await calls.list(prefix, next);
    for (const { objectKey, storedAt } of page.objects) {
      const key = objectKey.slice(prefix.length);
      if (/^[0-9a-f]{32}$/.test(key)) yield { key, storedAt };
    }
    next = page.next;
  } while (next !== null);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
