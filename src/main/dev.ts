import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readConfigOrExit } from './read-config-or-exit.ts';

const START = fileURLToPath(new URL('./start.ts', import.meta.url));
const VITE = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
const VITE_CONFIG = fileURLToPath(new URL('../../web/vite.config.ts', import.meta.url));

const config = readConfigOrExit();

/**
 * `npm run dev`: the server, started again whenever one of its sources changes, and the client with hot reload in
 * front of it. Ctrl-C ends both; when one ends by itself, so does the other.
 */
const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', START], { stdio: 'inherit' });
const client = spawn(process.execPath, [VITE, '--config', VITE_CONFIG], {
  stdio: 'inherit',
  env: { ...process.env, PUNCTUAL_API: `http://localhost:${config.port}` },
});
server.once('exit', () => client.kill());
client.once('exit', () => server.kill());
// Both get Ctrl-C themselves; this process waits for them.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => {
  client.kill();
  server.kill();
});
