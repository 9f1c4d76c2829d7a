import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { unpackBrowser, type UnpackedBrowser } from './unpack-browser.ts';

/**
 * A headless Chromium for end-to-end tests: the one CHROMIUM_PATH names, else an installed one, else the one that comes from
 * npm and needs nothing of the machine. Close it in `afterAll`.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executable, env } = installedBrowser() ?? unpackBrowser();
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    // Root, and containers, have no sandbox of Chromium's kind. What is looked at here are our own pages.
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      // Else every start looks for servers on the internet, which a closed network refuses one by one.
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Containers give 64 MB of /dev/shm, and pages with pictures crash when it is full.
      '--disable-dev-shm-usage',
      // The same letters wherever the tests run.
      '--font-render-hinting=none',
    ],
  });
}

function installedBrowser(): UnpackedBrowser | undefined {
  const candidates = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const executable = candidates.find((path) => path !== undefined && existsSync(path));
  return executable === undefined ? undefined : { executable, env: {} };
}
