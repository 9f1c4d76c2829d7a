import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The client's files by their path on the server, as they were built; `npm test` builds them when they are stale. */
export async function readBuiltClient(): Promise<Map<string, Buffer>> {
  const names = globSync('**/*.*', { cwd: DIST });
  if (names.length === 0) throw new Error('There is no built client: run `npm run build` first.');
  const files = await Promise.all(
    names.map(async (name) => [`/${name.replaceAll('\\', '/')}`, await readFile(join(DIST, name))] as const),
  );
  return new Map(files);
}
