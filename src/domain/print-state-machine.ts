import { JOB_MOVEMENTS, JOB_NEWS, JOB_STATES, STORED_AS, type JobNews } from './publish-job.ts';

/** The table of publish-job.ts as a page for people: a drawing, the news, and how each state is stored. */
export function printStateMachine(): string {
  const arrows = JOB_STATES.flatMap((state) =>
    Object.entries(JOB_MOVEMENTS[state]).map(([news, next]) => `  ${state} --> ${next}: ${news}`),
  );
  const news = (Object.keys(JOB_NEWS) as JobNews[]).map((name) => `| \`${name}\` | ${JOB_NEWS[name]} |`);
  const stored = JOB_STATES.map(
    (state) => `| \`${state}\` | \`${STORED_AS[state].status}\` | ${STORED_AS[state].unknown ? 'set' : 'null'} |`,
  );
  return [
    '# The states of a job',
    '',
    'Printed from `src/domain/publish-job.ts` by `npm run docs`; do not edit.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> scheduled',
    ...arrows,
    '  published --> [*]',
    '```',
    '',
    'Nothing leads from `confirming` or `undecided` back to sending but proof that nothing went out, or a person.',
    '',
    '| news | what happened |',
    '| --- | --- |',
    ...news,
    '',
    '| state | `publish_jobs.status` | `unknown_since` |',
    '| --- | --- | --- |',
    ...stored,
    '',
  ].join('\n');
}
