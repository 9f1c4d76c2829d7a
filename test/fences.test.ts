import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/**
 * The fences between the folders (docs: "Who may import whom") are only worth something while breaking them breaks
 * `npm run check`. Here every one of them is broken, in a copy of the tree, and both tools must name the spot; of the tree as
 * it is they must name none.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const copied = [
  'src',
  'sandbox',
  'web',
  'test',
  'package.json',
  'vitest.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
  '.oxlintrc.json',
];

/** Imports that must not compile: the importing project does not refer to the imported one. */
const upwardImports: [file: string, imported: string][] = [
  ['src/contract/planted.ts', '../domain/planted-target.ts'],
  ['src/contract/planted.ts', '../store/planted-target.ts'],
  ['src/domain/planted.ts', '../store/planted-target.ts'],
  ['src/domain/planted.ts', '../channels/planted-target.ts'],
  ['src/store/planted.ts', '../channels/planted-target.ts'],
  ['src/store/planted.ts', '../pipeline/planted-target.ts'],
  ['src/channels/planted.ts', '../store/planted-target.ts'],
  ['src/media/planted.ts', '../suggest/planted-target.ts'],
  ['src/suggest/planted.ts', '../media/planted-target.ts'],
  ['src/pipeline/planted.ts', '../http/planted-target.ts'],
  ['src/http/planted.ts', '../pipeline/planted-target.ts'],
  ['src/http/planted.ts', '../main/planted-target.ts'],
  ['src/main/planted.ts', '../../sandbox/planted-target.ts'],
  ['sandbox/planted.ts', '../src/contract/planted-target.ts'],
  ['web/src/planted.ts', '../../src/store/planted-target.ts'],
  ['web/src/planted.ts', '../../src/http/planted-target.ts'],
];

/** What compiles, or would if somebody widened a tsconfig, and must not pass the linter. */
const lintFences: [file: string, code: string][] = [
  ['src/domain/planted-store.ts', `import '../store/nowhere.ts';`],
  ['src/domain/planted-node.ts', `import 'node:fs';`],
  ['src/domain/planted-now.ts', 'export const planted = Date.now();'],
  ['src/domain/planted-temporal.ts', 'export const planted = Temporal.Now.instant();'],
  ['src/domain/planted-random.ts', 'export const planted = Math.random();'],
  ['src/domain/planted-fetch.ts', `export const planted = fetch('/');`],
  ['src/contract/planted-now.ts', 'export const planted = Date.now();'],
  ['src/contract/planted-domain.ts', `import '../domain/nowhere.ts';`],
  ['src/contract/planted-node.ts', `import 'node:fs';`],
  ['src/channels/instagram/planted-other.ts', `import '../tiktok/nowhere.ts';`],
  ['src/channels/tiktok/planted-other.ts', `import '../instagram/nowhere.ts';`],
  ['src/store/planted-channels.ts', `import '../channels/nowhere.ts';`],
  ['src/http/planted-pipeline.ts', `import '../pipeline/nowhere.ts';`],
  ['sandbox/planted-src.ts', `import '../src/contract/nowhere.ts';`],
  ['sandbox/deep/er/planted-src.ts', `import '../../../src/contract/nowhere.ts';`],
  ['web/src/planted-store.ts', `import '../../src/store/nowhere.ts';`],
];

let tree: string;
let strayImports: { clean: string[]; planted: string[] };
let breaches: { clean: string[]; planted: string[] };

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'punctual-fences-'));
  for (const name of copied) cpSync(join(root, name), join(tree, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  const clean = { imports: findStrayImports(), breaches: findBreaches() };
  plantEverything();
  strayImports = { clean: clean.imports, planted: findStrayImports() };
  breaches = { clean: clean.breaches, planted: findBreaches() };
}, 240_000);

afterAll(async () => {
  await rm(tree, { recursive: true, force: true });
});

describe('the compiler', () => {
  it('has nothing to say of the tree as it is', () => {
    expect(strayImports.clean).toEqual([]);
  });

  it.each(upwardImports)('refuses %s importing %s', (file, imported) => {
    expect(strayImports.planted).toContain(`${file} → ${join(dirname(file), imported)}`);
  });
});

describe('the linter', () => {
  it('has nothing to say of the tree as it is', () => {
    expect(breaches.clean).toEqual([]);
  });

  it.each(lintFences)('refuses in %s: %s', (file) => {
    expect(breaches.planted).toContain(file);
  });
});

function plantEverything(): void {
  for (const [file, statements] of Map.groupBy(upwardImports, ([name]) => name)) {
    for (const [, imported] of statements) plant(join(dirname(file), imported), 'export const target = 1;');
    plant(file, statements.map(([, imported]) => `import '${imported}';`).join('\n'));
  }
  for (const [file, code] of lintFences) plant(file, code);
}

function plant(file: string, code: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), `${code}\n`);
}

/** `importing file → imported file` for each import of a file that belongs to no project the importing one refers to. */
function findStrayImports(): string[] {
  const said = run('tsc', ['-b', '--pretty', 'false']);
  const foreign = /^(?<file>[^\n(]+)\(\d+,\d+\): error TS6307: File '(?<imported>[^']+)'/gm;
  return [...said.matchAll(foreign)].map(
    ({ groups }) => `${groups?.['file']} → ${relative(realpathSync(tree), groups?.['imported'] ?? '')}`,
  );
}

/** The files in which a fence was broken; whatever else the linter may find is not asked here. */
function findBreaches(): string[] {
  const report = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) });
  return report
    .parse(JSON.parse(run('oxlint', ['--format', 'json'])))
    .diagnostics.filter(({ code }) => code.includes('no-restricted'))
    .map(({ filename }) => filename);
}

function run(program: string, args: string[]): string {
  const { stdout, error } = spawnSync(join(root, 'node_modules', '.bin', program), args, {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    // The tools begin with `env node`.
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
  });
  if (error) throw error;
  return stdout;
}
