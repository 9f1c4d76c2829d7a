import type { BenchStage } from './stage.ts';

export interface ApiFigures {
  p50: number;
  p99: number;
  /** Of the processor, for one request, its client's share included. */
  cpuMs: number;
  entries: number;
  kilobytes: number;
}

const WARM_UP = 20;
const REQUESTS = 300;

/** How long the API takes for a window of a thousand entries, asked one after the other over HTTP, whole answer read. */
export async function measureApiWindow(
  { url, cookie }: BenchStage,
  window: { from: string; to: string },
): Promise<ApiFigures> {
  const address = `${url}/v1/calendar/entries?from=${window.from}&to=${window.to}&limit=1000`;
  const times: number[] = [];
  let body = '';
  const cpu = process.cpuUsage();
  for (let index = 0; index < WARM_UP + REQUESTS; index += 1) {
    const begun = performance.now();
    const answer = await fetch(address, { headers: { cookie } });
    body = await answer.text();
    if (!answer.ok) throw new Error(`The API answered ${answer.status}.`);
    if (index >= WARM_UP) times.push(performance.now() - begun);
  }
  const { user, system } = process.cpuUsage(cpu);
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const { data }: { data: unknown[] } = JSON.parse(body);
  return {
    p50: at(0.5),
    p99: at(0.99),
    cpuMs: (user + system) / 1000 / (WARM_UP + REQUESTS),
    entries: data.length,
    kilobytes: body.length / 1000,
  };
}
