import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type MediaStore, newMediaKey, readAll } from './media-store.ts';

const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString());

async function readText(store: MediaStore, key: string, range?: { start: number; end: number }) {
  const stream = await store.read(key, range);
  if (stream === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function keysOf(store: MediaStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys.toSorted();
}

/** What every `MediaStore` must do. Called by the test of each. */
export function storeConformance(open: () => Promise<MediaStore>): void {
  it('gives back what was put, from bytes, a file and a stream, and keeps its own copy of the file', async () => {
    const store = await open();
    const [bytes, file, stream] = [newMediaKey(), newMediaKey(), newMediaKey()];
    await store.put(bytes, { bytes: Buffer.from('from bytes') });
    const folder = await mkdtemp(join(tmpdir(), 'punctual-test-'));
    await writeFile(join(folder, 'source'), 'from a file');
    await store.put(file, { path: join(folder, 'source') });
    await rm(folder, { recursive: true });
    await store.put(stream, { stream: pieces(['from ', 'a ', 'stream']) });
    expect(text(await readAll(store, bytes))).toBe('from bytes');
    expect(text(await readAll(store, file))).toBe('from a file');
    expect(text(await readAll(store, stream))).toBe('from a stream');
    expect(await store.size(stream)).toBe(13);
    expect(await keysOf(store)).toEqual([bytes, file, stream].toSorted());
  });

  it('reads ranges, without their end', async () => {
    const store = await open();
    const key = newMediaKey();
    await store.put(key, { bytes: Buffer.from('0123456789') });
    expect(await readText(store, key, { start: 2, end: 5 })).toBe('234');
    expect(await readText(store, key, { start: 9, end: 10 })).toBe('9');
    expect(await readText(store, key, { start: 5, end: 5 })).toBe('');
  });

  it('says what is not there, and lets it be deleted', async () => {
    const store = await open();
    const key = newMediaKey();
    expect(await store.size(key)).toBeNull();
    expect(await store.read(key)).toBeNull();
    expect(await store.read(key, { start: 0, end: 1 })).toBeNull();
    await store.delete(key);
    expect(await keysOf(store)).toEqual([]);
  });

  it('replaces and deletes', async () => {
    const store = await open();
    const key = newMediaKey();
    await store.put(key, { bytes: Buffer.from('first, and longer') });
    await store.put(key, { bytes: Buffer.from('second') });
    expect(text(await readAll(store, key))).toBe('second');
    await store.delete(key);
    expect(await store.size(key)).toBeNull();
    expect(await keysOf(store)).toEqual([]);
  });

  it('leaves nothing, and what was there before, when the source fails half way', async () => {
    const store = await open();
    const [fresh, old] = [newMediaKey(), newMediaKey()];
    await store.put(old, { bytes: Buffer.from('as it was') });
    await expect(store.put(fresh, { stream: failing() })).rejects.toThrow('source broke');
    await expect(store.put(old, { stream: failing() })).rejects.toThrow('source broke');
    expect(await store.size(fresh)).toBeNull();
    expect(text(await readAll(store, old))).toBe('as it was');
    expect(await keysOf(store)).toEqual([old]);
  });

  it('takes no key but its own: nothing that could be a path', async () => {
    const store = await open();
    for (const key of ['../../etc/passwd', 'a'.repeat(31), 'A'.repeat(32), '', `${'a'.repeat(32)}/x`]) {
      await expect((async () => store.put(key, { bytes: Buffer.from('x') }))()).rejects.toThrow('not a media key');
      await expect((async () => store.read(key))()).rejects.toThrow('not a media key');
      await expect((async () => store.delete(key))()).rejects.toThrow('not a media key');
    }
  });
}

async function* pieces(parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half of ');
  throw new Error('source broke');
}
