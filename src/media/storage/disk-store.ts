import { createReadStream } from 'node:fs';
import { chmod, copyFile, link, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assertMediaKey, type MediaStore, type StoredKey, type StoreInput } from './media-store.ts';

/**
 * Media in a folder that only this user can read: `<folder>/ab/ab01…`, where `ab` begins the key. A file is written
 * aside, flushed, and renamed into place, so that what has a key is whole.
 */
export function diskStore(folder: string): MediaStore {
  const pathOf = (key: string): string => {
    assertMediaKey(key);
    return join(folder, key.slice(0, 2), key);
  };
  return {
    put: (key, input) => putFile(pathOf(key), input),
    async read(key, range) {
      const path = pathOf(key);
      if ((await sizeOf(path)) === null) return null;
      if (range === undefined) return createReadStream(path);
      return range.end <= range.start ? nothing() : createReadStream(path, { start: range.start, end: range.end - 1 });
    },
    size: (key) => sizeOf(pathOf(key)),
    delete: (key) => rm(pathOf(key), { force: true }),
    list: () => listKeys(folder),
  };
}

async function putFile(path: string, input: StoreInput): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The key is random and used once: nobody else writes this name.
  const aside = `${path}.part`;
  await rm(aside, { force: true });
  try {
    await writeAside(aside, input);
    await chmod(aside, 0o600);
    await flush(aside);
    await rename(aside, path);
    await flush(folder);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

async function writeAside(aside: string, input: StoreInput): Promise<void> {
  if ('bytes' in input) return writeFile(aside, input.bytes, { mode: 0o600 });
  if ('stream' in input) return writeFile(aside, input.stream, { mode: 0o600 });
  try {
    // Four gigabytes need not be copied when a second name will do; the caller removes the first.
    await link(input.path, aside);
  } catch {
    await copyFile(input.path, aside); // another disk, or one without links
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function* listKeys(folder: string): AsyncGenerator<StoredKey> {
  for (const group of await namesIn(folder)) {
    if (!/^[0-9a-f]{2}$/.test(group)) continue;
    for (const key of await namesIn(join(folder, group))) {
      if (!/^[0-9a-f]{32}$/.test(key)) continue;
      const found = await stat(join(folder, group, key)).catch(() => null); // deleted meanwhile
      if (found !== null) yield { key, storedAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(found.ctimeMs)) };
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
