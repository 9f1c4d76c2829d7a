import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = 'web/vite.config.ts';
const builtPage = 'web/dist/index.html';
/** Everything the client is made of. */
const sources = ['web/{src,public}/**', 'web/*', 'src/{contract,domain}/**', 'package-lock.json'];

/**
 * Builds the web client if there is one and one of its sources is newer than the last build. False when the build failed;
 * what it said has then been printed.
 */
export function buildWebClientIfStale(): boolean {
  if (!existsSync(join(root, config)) || !isStale()) return true;
  console.log('Building the web client …');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--config', config, '--logLevel', 'warn'];
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function isStale(): boolean {
  const built = statSync(join(root, builtPage), { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return true;
  return globSync(sources, { cwd: root, exclude: ['web/dist', '**/*.test.*'], withFileTypes: true }).some(
    (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > built,
  );
}

// Not `import.meta.main`: npm starts it through run.mjs, which imports it.
if (process.argv[1] === import.meta.filename && !buildWebClientIfStale()) process.exit(1);
