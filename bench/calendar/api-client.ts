import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { ApiAnswers, ApiQuestion } from './api-window.ts';

/** The client of `measureApiWindow`: told by a message what to ask, answers with another, and ends. */
const [{ address, cookie, warmUp, requests }] = (await once(process, 'message')) as [ApiQuestion];
const agent = new Agent({ keepAlive: true });
const times: number[] = [];
for (let index = 0; index < warmUp + requests; index += 1) {
  const begun = performance.now();
  // Counted, not kept: what is measured is the server, not how this process tidies up after itself.
  for await (const _chunk of await ask());
  if (index >= warmUp) times.push(performance.now() - begun);
}
const body = (await (await ask()).setEncoding('utf8').toArray()).join('');
agent.destroy();
const { data } = JSON.parse(body) as { data: unknown[] };
const answers: ApiAnswers = { times, entries: data.length, kilobytes: body.length / 1000 };
process.send?.(answers, () => process.exit(0));

async function ask(): Promise<IncomingMessage> {
  const [response] = (await once(get(address, { agent, headers: { cookie } }), 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`The API answered ${response.statusCode}.`);
  return response;
}
