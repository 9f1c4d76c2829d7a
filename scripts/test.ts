import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWebClientIfStale } from './build-web-client.ts';
import { summarise, type RunSummary } from './test-summary.ts';

/**
 * `npm test [-- what vitest takes]`: builds the web client the browser tests look at, runs the tests, and says as its very
 * last line `N passed, N failed`. Fails too when nothing ran or something was skipped: neither is a passed test.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const summary = buildWebClientIfStale()
  ? runVitest(process.argv.slice(2))
  : { passed: 0, failed: 1, complaints: ['The web client could not be built.'] };

for (const complaint of summary.complaints) console.log(complaint);
console.log(`${summary.passed} passed, ${summary.failed} failed`);
process.exitCode = summary.failed > 0 || summary.complaints.length > 0 ? 1 : 0;

function runVitest(args: string[]): RunSummary {
  const folder = mkdtempSync(join(tmpdir(), 'punctual-report-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const run = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return summarise(readReport(report), run.status, args);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Vitest writes none when it could not even begin. */
function readReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
