/**
 * `node scripts/run.mjs src/main/start.ts …`: makes sure everything is installed, then runs the script under the Node this
 * project pins, whatever Node this is. npm leaves out `prestart` where a user has switched scripts off, and an old Node only
 * says "Unknown file extension" of a TypeScript file; so nothing that people start goes without this.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pinnedNode, thisNodeWillDo } from './ensure-installed.mjs';

const [script = '', ...args] = process.argv.slice(2);

if (thisNodeWillDo) {
  process.argv.splice(1, 2, resolve(script));
  await import(pathToFileURL(resolve(script)).href);
} else {
  const child = spawn(pinnedNode, [script, ...args], { stdio: 'inherit' });
  // What is meant for the script but reaches us. Ctrl-C reaches both; the second SIGINT is one too many, so it is not sent on.
  for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  process.on('SIGINT', () => undefined);
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
