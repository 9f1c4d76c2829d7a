import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchStage } from './stage.ts';

export interface ApiFigures {
  p50: number;
  p99: number;
  /** Of the server's processor time, for one request. */
  cpuMs: number;
  entries: number;
  kilobytes: number;
}

const CLIENT = fileURLToPath(new URL('./api-client.ts', import.meta.url));

/** What the client is to ask, and how often. */
export interface ApiQuestion {
  address: string;
  cookie: string;
  warmUp: number;
  requests: number;
}

/** What the client saw: milliseconds from the question to the last byte of each answer. */
export interface ApiAnswers {
  times: number[];
  entries: number;
  kilobytes: number;
}

/**
 * How long the API takes for a window of a thousand entries, asked one after the other over HTTP, whole answer read. By a
 * client in a process of its own, as every client is: in one process each would wait while the other's memory is tidied up.
 */
export async function measureApiWindow(
  { url, cookie }: BenchStage,
  window: { from: string; to: string },
): Promise<ApiFigures> {
  const address = `${url}/v1/calendar/entries?from=${window.from}&to=${window.to}&limit=1000`;
  const question: ApiQuestion = { address, cookie, warmUp: 20, requests: 300 };
  const client = fork(CLIENT);
  const begun = await processorSeconds(url);
  const answered = new Promise<ApiAnswers>((resolve, reject) => {
    client.once('message', (answers) => resolve(answers as ApiAnswers));
    client.once('exit', (code) => reject(new Error(`The client ended with ${code}.`)));
  });
  client.send(question);
  const answers = await answered;
  const seconds = (await processorSeconds(url)) - begun;
  const times = answers.times.toSorted((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    p50: at(0.5),
    p99: at(0.99),
    cpuMs: (seconds * 1000) / (question.warmUp + question.requests),
    entries: answers.entries,
    kilobytes: answers.kilobytes,
  };
}

/** What the server has had of the processor so far, as it says itself. */
async function processorSeconds(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^process_cpu_seconds_total ([\d.e+-]+)$/m.exec(metrics)?.[1];
  if (seconds === undefined) throw new Error('The server does not say what it has had of the processor.');
  return Number(seconds);
}
