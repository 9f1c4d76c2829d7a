import { APICallError, generateText, Output, type ModelMessage } from 'ai';
import type { z } from 'zod';
import type { ModelUsage } from '../../contract/suggestion.ts';
import type { Clock } from '../../domain/clock.ts';
import { createModel, RUNGS, type Rung } from './create-model.ts';
import { extractJson } from './extract-json.ts';
import { redact } from './redact.ts';
import type { ModelSettings } from './settings.ts';

export interface ModelImage {
  mediaType: string;
  data: Uint8Array;
}

export interface Question {
  system: string;
  prompt: string;
  images: readonly ModelImage[];
  /** Every member required and plain, as strict schema modes want it. What comes back is read leniently all the same. */
  schema: z.ZodObject;
}

export type AskFailure = 'key_refused' | 'failed' | 'timed_out' | 'stopped' | 'unusable';
export type Answer = { usage: ModelUsage } & (
  | { ok: true; value: Record<string, unknown> }
  | { ok: false; failure: AskFailure; detail: string; isProvidersFault: boolean }
);

/** What was found out about a model, so that the next question starts where the last one succeeded. */
export interface ModelMemory {
  rung: Rung;
  sees: boolean;
}

export interface AskTools {
  clock: Clock;
  fetch: typeof globalThis.fetch;
  memory: ModelMemory;
}

const MOST_CALLS = 5;
const RETRY_SECONDS = 1;
const LONGEST_RETRY_SECONDS = 10;

type Step = { do: 'done'; answer: Answer } | { do: 'again' } | { do: 'down' } | { do: 'blind' };

/**
 * Asks down the ladder: by schema, as JSON, in words. A server that knows no schemas or sees no pictures is asked
 * without; one that is busy once more. All of it within the settings' time-out, and stopped by `stop`. Never throws
 * for what a provider does.
 */
export async function askModel(
  question: Question,
  settings: ModelSettings,
  tools: AskTools,
  stop?: AbortSignal,
): Promise<Answer> {
  const began = tools.clock.now();
  const limit = limitTime(tools.clock, settings.timeoutMs, stop);
  const usage = { calls: 0, inputTokens: 0, outputTokens: 0 };
  const endedAs = (): Answer['usage'] => usageOf(usage, settings, tools.clock.now().since(began).total('milliseconds'));
  const fail = (failure: AskFailure, detail: string, isProvidersFault: boolean): Answer => ({
    ok: false,
    failure,
    detail: redact(detail, settings.apiKey),
    isProvidersFault,
    usage: endedAs(),
  });
  let rung: Rung = tools.memory.rung;
  let images = tools.memory.sees ? question.images : [];
  let hasRetried = false;
  try {
    while (usage.calls < MOST_CALLS) {
      usage.calls += 1;
      const step = await oneCall();
      if (step.do === 'done') return step.answer;
      if (step.do === 'blind') {
        images = [];
        tools.memory.sees = false;
      } else if (step.do === 'down') {
        const next = RUNGS[RUNGS.indexOf(rung) + 1];
        if (next === undefined) return fail('unusable', 'it held no JSON.', false);
        rung = next;
      }
    }
    return fail('unusable', 'it held no JSON.', false);
  } finally {
    limit.release();
  }

  async function oneCall(): Promise<Step> {
    try {
      const result = await orStopped(callOnce(question, images, rung, settings, tools, limit.signal), limit.signal);
      usage.inputTokens += result.inputTokens;
      usage.outputTokens += result.outputTokens;
      const value = extractJson(result.text);
      if (value === null) return { do: 'down' };
      tools.memory.rung = rung;
      return { do: 'done', answer: { ok: true, value, usage: endedAs() } };
    } catch (error) {
      if (limit.signal.aborted) {
        return {
          do: 'done',
          answer: stop?.aborted === true ? fail('stopped', '', false) : fail('timed_out', '', true),
        };
      }
      return afterError(error);
    }
  }

  async function afterError(error: unknown): Promise<Step> {
    const status = APICallError.isInstance(error) ? (error.statusCode ?? 0) : 0;
    const said = error instanceof Error ? error.message : String(error);
    if (status === 401 || status === 403) return { do: 'done', answer: fail('key_refused', said, true) };
    if (status === 400 || status === 413 || status === 415 || status === 422) {
      if (images.length > 0 && (status !== 400 || /image|vision|multimodal|content.?part/i.test(said)))
        return { do: 'blind' };
      if (rung !== 'text') return { do: 'down' };
      return { do: 'done', answer: fail('failed', said, true) };
    }
    // Below 400 stands for no answer, or one that broke off.
    const isPassing = status < 400 || status === 429 || status >= 500 || status === 408 || status === 409;
    if (!isPassing || hasRetried) return { do: 'done', answer: fail('failed', `${status || ''} ${said}`, true) };
    hasRetried = true;
    await tools.clock.waitUntil(tools.clock.now().add({ seconds: retryAfter(error) }), limit.signal);
    return { do: 'again' };
  }
}

async function callOnce(
  question: Question,
  images: readonly ModelImage[],
  rung: Rung,
  settings: ModelSettings,
  { fetch }: AskTools,
  abortSignal: AbortSignal,
): Promise<{ text: string; inputTokens: number; outputTokens: number }> {
  const messages: ModelMessage[] = [
    {
      role: 'user',
      content: [
        { type: 'text', text: question.prompt },
        ...images.map(({ mediaType, data }) => ({ type: 'image' as const, image: data, mediaType })),
      ],
    },
  ];
  const { text, totalUsage } = await generateText({
    model: createModel(settings, fetch, rung),
    system: question.system,
    messages,
    maxRetries: 0,
    maxOutputTokens: 4000,
    abortSignal,
    ...(rung === 'text' ? {} : { output: rawOutput(rung, question.schema) }),
  });
  return { text, inputTokens: totalUsage.inputTokens ?? 0, outputTokens: totalUsage.outputTokens ?? 0 };
}

/** Asks for JSON but hands back the text: the SDK would throw half an answer away that can still be repaired. */
function rawOutput(rung: Rung, schema: z.ZodObject) {
  const { responseFormat } = rung === 'schema' ? Output.object({ schema, name: 'suggestion' }) : Output.json();
  return { ...Output.text(), responseFormat };
}

/** One signal for the caller's stop and the time-out, whose clock is ours: tests move it by hand. */
function limitTime(clock: Clock, timeoutMs: number, stop?: AbortSignal): { signal: AbortSignal; release(): void } {
  const ended = new AbortController();
  const released = new AbortController();
  const onStop = () => ended.abort();
  if (stop?.aborted === true) onStop();
  stop?.addEventListener('abort', onStop, { once: true });
  const watch = async (): Promise<void> => {
    await clock.waitUntil(clock.now().add({ milliseconds: timeoutMs }), released.signal);
    if (!released.signal.aborted) ended.abort();
  };
  void watch();
  return {
    signal: ended.signal,
    release() {
      stop?.removeEventListener('abort', onStop);
      released.abort();
    },
  };
}

/** A server that ignores the abort must not hold us: the call is abandoned, its late answer unheard. */
async function orStopped<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new Error('stopped'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([call, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function retryAfter(error: unknown): number {
  const header = APICallError.isInstance(error) ? Number(error.responseHeaders?.['retry-after']) : Number.NaN;
  return Number.isFinite(header) && header > 0 ? Math.min(header, LONGEST_RETRY_SECONDS) : RETRY_SECONDS;
}

function usageOf(
  counted: { calls: number; inputTokens: number; outputTokens: number },
  { provider, model, prices }: ModelSettings,
  latencyMs: number,
): ModelUsage {
  const costUsd = prices
    ? (counted.inputTokens * prices.inputUsd + counted.outputTokens * prices.outputUsd) / 1_000_000
    : null;
  return { provider, model, ...counted, costUsd, latencyMs: Math.round(latencyMs) };
}
