/** One platform call: log it, let faults strike, do the work, keep it, answer. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Core, Endpoint, Platform, WireRequest } from '../platform.ts';
import { faultSummary, GENERAL_KINDS } from './faults.ts';
import type { Fault, Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface CallContext {
  readonly core: Core;
  readonly faults: Faults;
  readonly requests: RequestLog;
}

/** Null: the connection is to be destroyed without an answer. Everything the answer depends on is on disk by then. */
export async function answerCall(
  { core, faults, requests }: CallContext,
  platform: Platform,
  endpoint: Endpoint | null,
  request: WireRequest,
): Promise<Answer | null> {
  const name = endpointName(endpoint, request);
  const account = platform.accountOf(request);
  const strikes = faults.strike({
    channel: platform.channel,
    endpoint: name ?? '',
    accountNames: account === null ? [] : [account.username, account.id],
  });
  const logged = requests.begin(
    {
      channel: platform.channel,
      endpoint: name,
      account: account?.username ?? null,
      method: request.method,
      path: request.path,
      status: null,
      headers: request.headers,
      body: loggedBody(request, endpoint?.rawBody === true),
      answer: null,
      fault: strikes.fault === null ? firstDelay(strikes.delays) : faultSummary(strikes.fault),
      delays: strikes.delays.map(faultSummary),
    },
    core.clock.nowMs(),
  );
  core.database.flush();

  await delay(strikes.delays.filter((fault) => fault.when === 'before'));
  const answer = await work(platform, endpoint, name, request, strikes.fault);
  // From here on the work is kept, whether or not the answer arrives.
  core.database.flush();
  await delay(strikes.delays.filter((fault) => fault.when === 'after'));

  const complete = answer === null ? null : withHeaders(answer, platform.answerHeaders(name ?? '', account));
  requests.end(logged, {
    status: complete?.status ?? null,
    answer: complete === null ? null : complete.body.toString('utf8'),
  });
  core.database.flush();
  return complete;
}

async function work(
  platform: Platform,
  endpoint: Endpoint | null,
  name: string | null,
  request: WireRequest,
  fault: Fault | null,
): Promise<Answer | null> {
  if (fault?.kind === 'drop_before') return null;
  if (fault !== null && fault.when === 'before' && isErrorKind(fault))
    return faultAnswer(platform, name, fault, request);

  const own = fault !== null && !GENERAL_KINDS.some((kind) => kind === fault.kind) ? fault : null;
  const answerLost = fault?.kind === 'drop_after' || (fault !== null && isErrorKind(fault));
  const answer =
    endpoint === null
      ? platform.unknownPath(request)
      : await endpoint.handle({ request, account: platform.accountOf(request), fault: own, answerLost });

  if (answer === null || fault === null || fault.kind === 'drop_after') return fault === null ? answer : null;
  if (isErrorKind(fault)) return faultAnswer(platform, name, fault, request);
  if (fault.kind === 'truncated_json') return truncated(answer);
  if (fault.kind === 'garbage') return { ...answer, body: Buffer.from([0x1f, 0x00, 0xff, 0xfe, 0x7b, 0x22]) };
  return answer;
}

function isErrorKind(fault: Fault): boolean {
  return fault.kind === 'http' || fault.kind === 'error';
}

function faultAnswer(platform: Platform, name: string | null, fault: Fault, request: WireRequest): Answer {
  if (fault.kind === 'error') return platform.errorAnswer(name ?? '', fault, request);
  const status = fault.status ?? 500;
  return {
    status,
    headers: { 'content-type': fault.contentType ?? 'text/html; charset=utf-8' },
    body:
      fault.body ??
      `<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1><p>${status}</p></body></html>`,
  };
}

function truncated(answer: Answer): Answer {
  const body = answer.body.toString('utf8');
  return { ...answer, body: body.slice(0, Math.ceil(body.length / 2)) };
}

async function delay(faults: readonly Fault[]): Promise<void> {
  // Real time on purpose: what a latency fault tests is a client's time-out, which knows no other clock.
  for (const fault of faults) await sleep(fault.ms ?? 1000);
}

function firstDelay(delays: readonly Fault[]): Record<string, unknown> | null {
  return delays[0] === undefined ? null : faultSummary(delays[0]);
}

function endpointName(endpoint: Endpoint | null, request: WireRequest): string | null {
  if (endpoint === null) return null;
  return typeof endpoint.name === 'string' ? endpoint.name : endpoint.name(request);
}

function loggedBody(request: WireRequest, raw: boolean): string | { bytes: number; sha256: string } | null {
  if (raw) {
    return { bytes: request.body.byteLength, sha256: createHash('sha256').update(request.body).digest('hex') };
  }
  return request.body.byteLength === 0 ? null : request.body.toString('utf8');
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
