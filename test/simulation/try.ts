import { openBackends, closeBackends, simulate } from './simulate.ts';
const [url, from, count, verbose] = process.argv.slice(2);
const backends = await openBackends(url ?? '');
let steps = 0; let failed = 0; const sum: Record<string, number> = {};
const begun = performance.now();
for (let seed = Number(from); seed < Number(from) + Number(count); seed += 1) {
  const t = performance.now();
  try {
    const report = await simulate(backends, seed);
    steps += report.steps;
    sum['published'] = (sum['published'] ?? 0) + report.tally.published;
    for (const [k, v] of Object.entries(report.tally.waiting)) sum[k] = (sum[k] ?? 0) + v;
    if (report.broken.length > 0) { failed += 1; console.log(seed, report.broken.join(' | ')); }
    if (verbose) { console.log(report.trace.join('\n')); console.log(report.climate, report.tally); }
    if (performance.now() - t > 2000) console.log(seed, 'slow', performance.now() - t, report.steps);
  } catch (error) { failed += 1; console.log(seed, 'THREW', error); }
}
console.log({ steps, failed, ms: performance.now() - begun, sum });
await closeBackends(backends);
