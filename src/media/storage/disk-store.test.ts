import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fixtures/temporary-folder.ts';
import { diskStore } from './disk-store.ts';
import { newMediaKey } from './media-store.ts';
import { storeConformance } from './store-conformance.ts';

describe('disk store', () => {
  storeConformance(async () => diskStore(join(await temporaryFolder(), 'media')));

  it('lets nobody else read: folders 0700, files 0600', async () => {
    const folder = join(await temporaryFolder(), 'media');
    const source = join(await temporaryFolder(), 'source');
    await writeFile(source, 'x', { mode: 0o666 });
    const key = newMediaKey();
    await diskStore(folder).put(key, { path: source });
    expect((await stat(join(folder, key.slice(0, 2)))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, key.slice(0, 2), key))).mode & 0o777).toBe(0o600);
  });

  it('does not list what a crash left half written', async () => {
    const folder = await temporaryFolder();
    const key = newMediaKey();
    await mkdir(join(folder, key.slice(0, 2)));
    await writeFile(join(folder, key.slice(0, 2), `${key}.part`), 'half');
    const listed: string[] = [];
    for await (const stored of diskStore(folder).list()) listed.push(stored.key);
    expect(listed).toEqual([]);
    await diskStore(folder).put(key, { bytes: Buffer.from('whole') });
    expect(await readdir(join(folder, key.slice(0, 2)))).toEqual([key]);
  });
});
