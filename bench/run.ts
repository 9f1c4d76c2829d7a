/** `npm run bench -- calendar|pipeline`: each measures beside a peer or a physical limit in the same run. */
const BENCHES: Readonly<Record<string, () => Promise<{ run: () => Promise<void> }>>> = {
  calendar: () => import('./calendar/run.ts'),
  pipeline: () => import('./pipeline/run.ts'),
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`Say which: npm run bench -- ${Object.keys(BENCHES).join('|')}`);
  process.exitCode = 1;
} else {
  await (await bench()).run();
}
