import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { systemClock } from '../../src/main/system-clock.ts';
import { evaluate } from './evaluate.ts';
import { complaintsOf, tablesOf } from './report.ts';
import { MODEL_PROVIDERS, type ModelSettings } from '../../src/suggest/providers/settings.ts';

/**
 * `npm run eval`: prints the tables, says what did not hold, exits 1 if anything did not. `--write` puts the tables into
 * docs/prefill.md, `--check` demands that they stand there. `--provider --model [--base-url]`, the key in AI_API_KEY:
 * a model of your own is evaluated beside the built-in suggester; its tables are never written.
 */
const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean' },
    check: { type: 'boolean' },
    verbose: { type: 'boolean' },
    provider: { type: 'string' },
    model: { type: 'string' },
    'base-url': { type: 'string' },
  },
});
const settings = settingsOf();
const evaluation = await evaluate(systemClock, settings);
const tables = tablesOf(evaluation);
console.log(tables);
if (options.verbose === true) {
  for (const { name, isControl, verdicts } of evaluation.results.filter((result) => !result.isControl)) {
    for (const { brief, draft, verdict } of verdicts)
      console.log(
        `\n${name} · ${brief.id} · ${isControl || verdict.failed.join(', ') || 'ok'}\n${draft.caption}\n${draft.hashtags.map((tag) => `#${tag}`).join(' ')}`,
      );
  }
}
const complaints = complaintsOf(evaluation);
if (settings === null) complaints.push(...(await documentComplaints()));
for (const complaint of complaints) console.log(`✗ ${complaint}`);
if (complaints.length === 0) console.log('\n✓ Everything that must hold holds.');
process.exitCode = complaints.length === 0 ? 0 : 1;

async function documentComplaints(): Promise<string[]> {
  const path = fileURLToPath(new URL('../../docs/prefill.md', import.meta.url));
  const before = readFileSync(path, 'utf8');
  const marked = before.replace(
    /(<!-- eval:begin -->\n)[\s\S]*(<!-- eval:end -->)/u,
    (_, begin: string, end: string) => `${begin}\n${tables}\n\n${end}`,
  );
  const after = await format(marked, { ...(await resolveConfig(path)), filepath: path });
  if (options.write === true) writeFileSync(path, after);
  return options.check === true && after !== before ? ['docs/prefill.md is stale: npm run eval -- --write'] : [];
}

function settingsOf(): ModelSettings | null {
  const provider = MODEL_PROVIDERS.find((known) => known === options.provider);
  if (options.provider === undefined) return null;
  if (provider === undefined || options.model === undefined)
    throw new Error(`--provider is one of ${MODEL_PROVIDERS.join(', ')}, and --model names the model.`);
  return {
    provider,
    model: options.model,
    apiKey: process.env['AI_API_KEY'] ?? null,
    baseUrl: options['base-url'] ?? null,
    timeoutMs: 60_000,
  };
}
