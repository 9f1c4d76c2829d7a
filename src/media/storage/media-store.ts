import { randomBytes } from 'node:crypto';

/** Where the bytes to store come from. A `path` stays as it is; the store takes a copy (or a second link). */
export type StoreInput = { path: string } | { bytes: Uint8Array } | { stream: AsyncIterable<Uint8Array> };

export interface StoredKey {
  key: string;
  storedAt: Temporal.Instant;
}

/**
 * Where originals, thumbnails and renditions lie. Keys are made by `newMediaKey`, never out of anything a user sent.
 * Every store passes `storage/store-conformance.ts`.
 */
export interface MediaStore {
  /** All of it or nothing, also when the server dies; a key that exists is replaced. Durable when it resolves. */
  put(key: string, input: StoreInput): Promise<void>;
  /** The bytes from `start` up to and without `end` (default: all); `null` when there is no such key. */
  read(key: string, range?: { start: number; end: number }): Promise<AsyncIterable<Uint8Array> | null>;
  /** In bytes; `null` when there is no such key. */
  size(key: string): Promise<number | null>;
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>;
  /** Every key, in no order, for housekeeping. */
  list(): AsyncIterable<StoredKey>;
}

/** 128 random bits: cannot be guessed, carries nothing. */
export function newMediaKey(): string {
  return randomBytes(16).toString('hex');
}

/** Stores throw on anything else: a key that is not one of ours is a bug, and might be a path. */
export function assertMediaKey(key: string): void {
  if (!/^[0-9a-f]{32}$/.test(key)) throw new Error('not a media key');
}

/** The whole of a small file (an image) in memory; `null` when there is no such key. */
export async function readAll(store: MediaStore, key: string): Promise<Buffer | null> {
  const stream = await store.read(key);
  if (stream === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
