import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { wreakChaos, type ChaosResult } from './chaos.ts';

/**
 * `npm run chaos`: two workers, a web server and PostgreSQL as processes, killed with -9 at random moments over at least
 * 200 posts. `--record` writes the result into docs/reliability.md.
 */
const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
  },
});
const DOCUMENT = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));

const posts = Number(values.posts);
const result = await wreakChaos(
  {
    seed: Number(values.seed),
    posts,
    creators: 4,
    seconds: Math.max(60, posts),
    pauseMs: { least: 500, most: 4000 },
    patienceSeconds: 60,
  },
  (line) => console.log(line),
);
console.log(table(result));
for (const line of [...result.twice, ...result.lost, ...result.said]) console.log(line);
if (values.record) record(table(result));
process.exitCode = result.twice.length + result.lost.length === 0 ? 0 : 1;

function table({ posts: all, kills, drops, published, twice, lost, waiting }: ChaosResult): string {
  const reasons = Object.entries(waiting).map(([reason, count]) => `${reason} ${count}`);
  const killed = Object.entries(kills).map(([victim, count]) => `${victim} ${count}`);
  return [
    '| what | how many |',
    '| --- | --- |',
    `| posts | ${all} |`,
    `| kill -9 | ${killed.join(', ')} |`,
    `| answers cut off after the platform had done the work | ${drops} |`,
    `| published exactly once | ${published} |`,
    `| lost | ${lost.length} |`,
    `| live twice | ${twice.length} |`,
    `| waiting for a person, by reason | ${reasons.length === 0 ? '0' : reasons.join(', ')} |`,
  ].join('\n');
}

/** Puts the result between its marks in the document. */
function record(text: string): void {
  const marked = /(<!-- chaos -->\n)[\s\S]*?(\n<!-- \/chaos -->)/;
  const document = readFileSync(DOCUMENT, 'utf8');
  writeFileSync(
    DOCUMENT,
    document.replace(marked, (_, begin: string, end: string) => `${begin}\n${text}\n${end}`),
  );
}
