import { removeAbandonedUploads, removeOrphanFiles } from '../media/housekeeping.ts';
import { knownMediaKeys, removeStaleRows } from '../store/keep-house.ts';
import type { PipelineContext } from './context.ts';

/** How long an unfinished upload is kept for a creator who comes back to it. */
const UPLOADS_KEPT = Temporal.Duration.from({ hours: 48 });

/** Removes what nobody will come back for: unfinished uploads, files without a row, spent rows. Counted, never silent. */
export async function keepHouse(context: PipelineContext): Promise<void> {
  const now = context.clock.now();
  const uploads = await removeAbandonedUploads(context.uploadsFolder, now, UPLOADS_KEPT);
  const files = await removeOrphanFiles(context.mediaStore, (keys) => knownMediaKeys(context.database, keys), now);
  const rows = await removeStaleRows(context.database, now);
  context.metrics.houseKept.inc({ kind: 'uploads' }, uploads);
  context.metrics.houseKept.inc({ kind: 'files' }, files);
  context.metrics.houseKept.inc({ kind: 'rows' }, rows);
  if (uploads + files + rows > 0) context.log.info({ uploads, files, rows }, 'kept house');
}
