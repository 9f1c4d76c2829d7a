import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaStore } from './storage/media-store.ts';
import { isUploadId, UploadLedger } from './uploads/ledger.ts';

/**
 * Removes uploads nobody has touched since `now - olderThan`: their bytes, and the notes of finished ones, which are
 * kept only for a client whose answer was lost. `folder` is the upload server's. Answers how many uploads went.
 */
export async function removeAbandonedUploads(
  folder: string,
  now: Temporal.Instant,
  olderThan: Temporal.Duration,
): Promise<number> {
  const limit = now.subtract(olderThan);
  const bytesFolder = join(folder, 'bytes');
  const ledger = new UploadLedger(join(folder, 'ledger'));
  const found = await readdir(bytesFolder).catch(() => []); // before the first upload there is no folder
  const ids = new Set([
    ...found.map((name) => name.replace(/\.json$/, '')).filter(isUploadId),
    ...(await ledger.ids()),
  ]);
  let removed = 0;
  for (const id of ids) {
    if (await touchedSince(limit, id, folder)) continue;
    await rm(join(bytesFolder, id), { force: true });
    await rm(join(bytesFolder, `${id}.json`), { force: true });
    await ledger.remove(id);
    removed += 1;
  }
  return removed;
}

/** How many keys are asked about in one query. */
const BATCH = 500;

/**
 * Removes stored files that no row knows and that are older than a day: what a crash between storing a file and writing
 * its row left behind (uploads/finish.ts). The day is for uploads that are between the two right now. `knownKeys`
 * answers which of these keys some row names. Answers how many went.
 */
export async function removeOrphanFiles(
  store: Pick<MediaStore, 'list' | 'delete'>,
  knownKeys: (keys: readonly string[]) => Promise<ReadonlySet<string>>,
  now: Temporal.Instant,
): Promise<number> {
  const limit = now.subtract({ hours: 24 });
  let removed = 0;
  let batch: string[] = [];
  const sweep = async () => {
    const known = await knownKeys(batch);
    for (const key of batch.filter((candidate) => !known.has(candidate))) {
      await store.delete(key);
      removed += 1;
    }
    batch = [];
  };
  for await (const { key, storedAt } of store.list()) {
    if (Temporal.Instant.compare(storedAt, limit) >= 0) continue;
    batch.push(key);
    if (batch.length >= BATCH) await sweep();
  }
  if (batch.length > 0) await sweep();
  return removed;
}

async function touchedSince(limit: Temporal.Instant, id: string, folder: string): Promise<boolean> {
  const paths = [join(folder, 'bytes', id), join(folder, 'bytes', `${id}.json`), join(folder, 'ledger', `${id}.json`)];
  for (const path of paths) {
    const found = await stat(path).catch(() => null); // not there is not touched
    if (found !== null && found.mtimeMs >= limit.epochMilliseconds) return true;
  }
  return false;
}
