import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD_SCRIPT = fileURLToPath(new URL('../../scripts/build-web-client.ts', import.meta.url));

/** Builds the web client when its sources are newer than the last build. Throws when that fails; the reason is on the screen. */
export function buildWebClient(): void {
  const { status } = spawnSync(process.execPath, [BUILD_SCRIPT], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The web client could not be built; see above.');
}
