import { once } from 'node:events';
import type { ApiAnswers, ApiQuestion } from './api-window.ts';

/** The client of `measureApiWindow`: told by a message what to ask, answers with another, and ends. */
const [{ address, cookie, warmUp, requests }] = (await once(process, 'message')) as [ApiQuestion];
const times: number[] = [];
let body = '';
for (let index = 0; index < warmUp + requests; index += 1) {
  const begun = performance.now();
  const answer = await fetch(address, { headers: { cookie } });
  body = await answer.text();
  if (!answer.ok) throw new Error(`The API answered ${answer.status}.`);
  if (index >= warmUp) times.push(performance.now() - begun);
}
const { data } = JSON.parse(body) as { data: unknown[] };
const answers: ApiAnswers = { times, entries: data.length, kilobytes: body.length / 1000 };
process.send?.(answers, () => process.exit(0));
