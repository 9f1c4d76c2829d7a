import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { openApiDocument } from '../src/http/openapi.ts';
import { printStateMachine } from '../src/domain/print-state-machine.ts';

/** `node scripts/write-docs.ts [--check]`: documents that are printed from the code. With --check: 1 when one is stale. */
const documents: { path: string; print: () => string }[] = [
  {
    path: 'docs/api/openapi.yaml',
    print: () => stringify(openApiDocument(), { aliasDuplicateObjects: false, lineWidth: 120 }),
  },
  { path: 'docs/state-machine.md', print: printStateMachine },
];

const checkOnly = process.argv.includes('--check');
for (const { path, print } of documents) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const text = print();
  if (read(file) === text) continue;
  if (checkOnly) {
    console.error(`${path} is not what the code says; run: npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
