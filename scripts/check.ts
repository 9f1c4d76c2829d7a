import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything `npm run check` demands beside the tests. All run at once; what a failed one said is printed at the end. */
const checks: { name: string; program: string; args: string[] }[] = [
  { name: 'types', program: 'tsc', args: ['-b', '.', 'scripts'] },
  { name: 'lint', program: 'oxlint', args: ['--type-aware'] },
  { name: 'format', program: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  // Documents that are generated from the code; each script answers 1 when its document is stale.
  { name: 'docs', program: 'node', args: ['scripts/write-docs.ts', '--check'] },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const results = await Promise.all(checks.map(run));
const failed = results.filter((result) => !result.passed);
for (const { name, said } of failed) console.log(`\n── ${name} ──\n${said.trim()}`);
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.map(({ name }) => name).join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(check: (typeof checks)[number]): Promise<{ name: string; passed: boolean; said: string }> {
  const { name, args } = check;
  const program = check.program === 'node' ? process.execPath : join(root, 'node_modules', '.bin', check.program);
  const began = performance.now();
  return new Promise((resolve) => {
    let said = '';
    const finish = (passed: boolean) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${passed ? '✓' : '✗'} ${name} (${seconds} s)`);
      resolve({ name, passed, said });
    };
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: pinnedNodeFirst() });
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => {
      said += error.message;
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}

/** The tools are scripts that begin with `env node`. */
function pinnedNodeFirst(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}` };
}
