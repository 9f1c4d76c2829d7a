import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/punctual.ts';
import { Processes } from './processes.ts';

test('a process that is started twice runs once, and is gone in the end', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'punctual-processes-'));
  const port = await freePort();
  const processes = new Processes(folder, {
    SANDBOX: 'on',
    SANDBOX_PORT: String(port),
    SANDBOX_APP_URL: 'http://localhost:1',
    PUNCTUAL_DATA: folder,
  });
  onTestFinished(async () => {
    await processes.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  await processes.start('sandbox');
  await processes.start('sandbox');
  expect(await answers()).toBe(true);
  await processes.end();
  expect(await answers()).toBe(false);
  await processes.start('sandbox');
  expect(await answers()).toBe(false);
});
