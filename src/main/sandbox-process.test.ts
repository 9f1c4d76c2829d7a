import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import pino from 'pino';
import { freePort } from '../../test/support/punctual.ts';
import { readConfig } from './config.ts';
import { startSandboxProcess } from './sandbox-process.ts';

const PATIENCE_MS = 60_000;

/** Real processes keep real time; there is no clock to move here. */
async function eventually(ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await ask().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('never came true');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a sandbox that is killed comes back with what it had answered', { timeout: 2 * PATIENCE_MS }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'punctual-sandbox-'));
  const port = await freePort();
  const config = readConfig({ SANDBOX_PORT: String(port), PUNCTUAL_DATA: folder });
  if (!config.ok) throw new Error('the settings are good');
  const sandbox = await startSandboxProcess(config.config, folder, pino({ level: 'silent' }));
  try {
    const accounts = `http://127.0.0.1:${port}/_sandbox/accounts`;
    const made = { channel: 'ig', username: 'made.before', displayName: 'Made before' };
    await fetch(accounts, {
      method: 'POST',
      body: JSON.stringify(made),
      headers: { 'content-type': 'application/json' },
    });
    const { pid } = sandbox;
    if (pid === undefined) throw new Error('it runs, so it has a process id');
    process.kill(pid, 'SIGKILL');
    await eventually(async () => sandbox.pid !== pid && (await fetch(accounts)).ok);
    expect(await (await fetch(accounts)).text()).toContain('made.before');
  } finally {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
