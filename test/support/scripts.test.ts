import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The scripts behind `npm start` and `npm test`, each in a small project of its own. */
const root = fileURLToPath(new URL('../..', import.meta.url));
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'punctual-scripts-'));
  cpSync(join(root, 'scripts'), join(project, 'scripts'), { recursive: true });
  write('package.json', JSON.stringify({ type: 'module', dependencies: { node: '26.10.0' } }));
});

afterEach(async () => {
  await rm(project, { recursive: true, force: true });
});

describe('npm test', () => {
  beforeEach(() => {
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
    write('vitest.config.ts', `export default { cacheDir: '${project}/cache', test: { include: ['*.test.ts'] } };`);
    write('good.test.ts', test(`it('one', () => {}); it('two', () => {});`));
  });

  it('ends with the count, and says that all is well', () => {
    expect(npmTest()).toEqual({ lastLine: '2 passed, 0 failed', good: true });
  });

  it('counts failed tests, files that cannot be loaded and hooks that fail', () => {
    write('bad.test.ts', test(`it('bad', () => { throw new Error('no'); });`));
    write('broken.test.ts', `import './nowhere.ts';`);
    write('hook.test.ts', test(`beforeAll(() => { throw new Error('no'); }); it('never', () => {});`));
    const { lastLine, good } = npmTest();
    expect(lastLine).toBe('2 passed, 3 failed');
    expect(good).toBe(false);
  });

  it('does not take an error outside of every test for success', () => {
    write('late.test.ts', test(`it('late', () => { void Promise.reject(new Error('unheard')); });`));
    expect(npmTest()).toEqual({ lastLine: '3 passed, 1 failed', good: false });
  });

  it('does not take a skipped test for a passed one', () => {
    write('skipped.test.ts', test(`it.skip('skipped', () => {}); it.todo('later');`));
    expect(npmTest()).toEqual({ lastLine: '2 passed, 0 failed', good: false });
  });

  it('lets a person choose tests by name', () => {
    expect(npmTest('-t', 'one')).toEqual({ lastLine: '1 passed, 0 failed', good: true });
  });

  it('does not take no test at all for success', () => {
    expect(npmTest('nothing-of-this-name')).toMatchObject({ good: false });
  });

  it('fails when the web client cannot be built', () => {
    write('web/vite.config.ts', 'throw new Error("broken");');
    expect(npmTest()).toEqual({ lastLine: '0 passed, 1 failed', good: false });
  });
});

describe('npm start', () => {
  beforeEach(() => {
    write('package-lock.json', '{ "version": 1 }');
    write('start.ts', 'const port: number = 80; console.log(`started ${port} ${process.argv.slice(2).join()}`);');
    // What npm leaves behind, as far as it is looked at.
    write('npm.mjs', fakeNpm);
  });

  it('installs once, and again when the lockfile changes', () => {
    expect(npmStart()).toContain('started 80 --flag');
    expect(npmCalls()).toHaveLength(1);
    npmStart();
    expect(npmCalls()).toHaveLength(1);
    write('package-lock.json', '{ "version": 2 }');
    ageInstallation();
    expect(npmStart()).toContain('started 80 --flag');
    expect(npmCalls()).toHaveLength(2);
    expect(npmCalls()[1]).toMatch(/^ci /);
  });

  it('believes an installation that somebody made by hand', () => {
    write('node_modules/.package-lock.json', '{}');
    expect(npmStart()).toContain('started');
    expect(npmCalls()).toEqual([]);
  });

  it('begins anew where an installation was interrupted', () => {
    write('node_modules/half-a-package/package.json', '{}');
    npmStart();
    expect(npmCalls()).toHaveLength(1);
  });

  it('stops, and starts nothing, when the installation fails', () => {
    write('npm.mjs', 'process.exit(7);');
    const attempt = start();
    expect(attempt.status).toBe(7);
    expect(attempt.stdout).not.toContain('started');
    expect(attempt.stderr).toContain('The installation failed');
  });

  it('sets up the pinned Node when this one is too old, and starts under that', () => {
    const { stdout, status } = startUnderOldNode();
    expect(npmCalls()).toEqual([
      expect.stringMatching(/^ci /),
      expect.stringMatching(/^rebuild node --ignore-scripts=false/),
    ]);
    expect(stdout).toContain('started 80 --flag');
    expect(status).toBe(0);
  });

  it('says what to do when the pinned Node cannot be had', () => {
    write('npm.mjs', fakeNpm.replace('makeNode()', ''));
    const { stdout, stderr, status } = startUnderOldNode();
    expect(status).toBe(1);
    expect(stderr).toMatch(/npm rebuild node --ignore-scripts=false[^]*nodejs\.org/);
    expect(stdout).not.toContain('started');
  });
});

const fakeNpm = `
  import { appendFileSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
  appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
  mkdirSync('node_modules/.bin', { recursive: true });
  writeFileSync('node_modules/.package-lock.json', '{}');
  const makeNode = () => symlinkSync(process.env.REAL_NODE, 'node_modules/.bin/node');
  if (process.argv[2] === 'rebuild') makeNode();
`;

function npmTest(...args: string[]): { lastLine: string | undefined; good: boolean } {
  const { stdout, status } = run(['scripts/test.ts', ...args]);
  return { lastLine: stdout.trimEnd().split('\n').at(-1), good: status === 0 };
}

function npmStart(): string {
  return start().stdout;
}

function start() {
  return run(['scripts/run.mjs', 'start.ts', '--flag']);
}

/** An old Node is one whose version says so. */
function startUnderOldNode() {
  write('old-node.mjs', `Object.defineProperty(process.versions, 'node', { value: '20.0.0' });`);
  return run(['--import', './old-node.mjs', 'scripts/run.mjs', 'start.ts', '--flag']);
}

function run(args: string[]) {
  return spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], npm_execpath: join(project, 'npm.mjs'), REAL_NODE: process.execPath, CI: '1' },
  });
}

function npmCalls(): string[] {
  const calls = join(project, 'npm-calls');
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
}

function ageInstallation(): void {
  utimesSync(join(project, 'node_modules/.package-lock.json'), 0, 0);
}

function test(body: string): string {
  return `import { beforeAll, it } from 'vitest'; void beforeAll; ${body}`;
}

function write(name: string, text: string): void {
  const path = join(project, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
