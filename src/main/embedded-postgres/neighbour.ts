import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import type { Place } from './place.ts';
import { postmasterFilePath } from './postmaster-file.ts';
import { EmbeddedPostgresProblem } from './problem.ts';

/**
 * Two containers that share a data folder do not see each other's processes: the second would take the first one's server
 * for dead, start its own over the same files and destroy the database. Their locks they do see. So where somebody uses a
 * server that was started in another container, this start is refused. The caller holds the start lock.
 */
export function refuseUnseenNeighbour(place: Place, inUse: boolean): void {
  if (!inUse || !existsSync(postmasterFilePath(place.cluster)) || !existsSync(place.startedIn)) return;
  if (readFileSync(place.startedIn, 'utf8') === whereWeAre()) return;
  throw new EmbeddedPostgresProblem(
    `Another container runs the database in ${place.folder}. Only one may: stop it, or give both the same DATABASE_URL.`,
  );
}

export function rememberWhereStarted(place: Place): void {
  writeFileSync(place.startedIn, whereWeAre());
  place.giveToOwner(place.startedIn);
}

/** The process namespace: the same for all who can see each other's processes. */
function whereWeAre(): string {
  return process.platform === 'linux' ? readlinkSync('/proc/self/ns/pid') : process.platform;
}
