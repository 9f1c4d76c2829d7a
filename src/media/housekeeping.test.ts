import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fixtures/temporary-folder.ts';
import { removeAbandonedUploads, removeOrphanFiles } from './housekeeping.ts';
import type { MediaStore, StoredKey } from './storage/media-store.ts';

const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const ago = (hours: number) => now.subtract({ hours });

it('removes uploads that nobody has touched for long, and only those', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'bytes'));
  await mkdir(join(folder, 'ledger'));
  const put = async (part: string, name: string, hours: number) => {
    const path = join(folder, part, name);
    await writeFile(path, '{}');
    await utimes(path, ago(hours).epochMilliseconds / 1000, ago(hours).epochMilliseconds / 1000);
  };
  const [old, going, finished, noted] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32));
  await put('bytes', `${old}`, 50);
  await put('bytes', `${old}.json`, 60);
  await put('ledger', `${old}.json`, 60);
  await put('bytes', `${going}`, 1); // its last PATCH
  await put('bytes', `${going}.json`, 60);
  await put('ledger', `${going}.json`, 60);
  await put('ledger', `${finished}.json`, 2);
  await put('ledger', `${noted}.json`, 100);
  await put('bytes', 'somebody-elses-file', 1000);
  expect(await removeAbandonedUploads(folder, now, Temporal.Duration.from({ hours: 48 }))).toBe(2);
  expect((await readdir(join(folder, 'bytes'))).toSorted()).toEqual([going, `${going}.json`, 'somebody-elses-file']);
  expect((await readdir(join(folder, 'ledger'))).toSorted()).toEqual([`${going}.json`, `${finished}.json`]);
  expect(await removeAbandonedUploads(join(folder, 'never-used'), now, Temporal.Duration.from({ hours: 1 }))).toBe(0);
});

it('removes stored files without a row once they are a day old', async () => {
  const files = new Map<string, Temporal.Instant>([
    ['orphan', ago(25)],
    ['young orphan', ago(23)],
    ['known', ago(1000)],
    ...Array.from({ length: 1200 }, (_, index): [string, Temporal.Instant] => [`many ${index}`, ago(48)]),
  ]);
  const store: Pick<MediaStore, 'list' | 'delete'> = {
    async *list(): AsyncGenerator<StoredKey> {
      for (const [key, storedAt] of files) yield { key, storedAt };
    },
    delete: async (key) => void files.delete(key),
  };
  const asked: number[] = [];
  const knownKeys = async (keys: readonly string[]) => {
    asked.push(keys.length);
    return new Set(keys.filter((key) => key === 'known'));
  };
  expect(await removeOrphanFiles(store, knownKeys, now)).toBe(1201);
  expect([...files.keys()]).toEqual(['young orphan', 'known']);
  expect(Math.max(...asked)).toBeLessThanOrEqual(500);
});
