import { z } from 'zod';
import type { AdapterTools } from '../adapter.ts';
import { callPlatform, type HttpCall } from '../http-call.ts';
import { parseExactJson } from './exact-json.ts';

/** What one call came to. Only `refused` (below 500), `not_sent` and `no_room` say that TikTok did nothing. */
export type TiktokAnswer<T> =
  | { kind: 'ok'; value: T; logId: string | null }
  | { kind: 'refused'; error: TiktokError }
  /** Something came back, but not what the documentation says: HTML, half a body, another shape. */
  | { kind: 'unreadable'; httpStatus: number }
  | { kind: 'not_sent' | 'lost'; reason: string }
  /** Not sent: TikTok takes so many of these calls a minute, and the account has made them. */
  | { kind: 'no_room'; until: Temporal.Instant };

/** Everything but an answer with a value. */
export type NoValue = Exclude<TiktokAnswer<never>, { kind: 'ok' }>;

/** An error in TikTok's words, of either JSON shape. */
export interface TiktokError {
  code: string;
  /** The developer's message; may name parameters, and is never shown. */
  message: string;
  logId: string | null;
  httpStatus: number;
}

/** `log_id` in the examples, `logid` in the tables (tiktok.md 3). */
const Envelope = z.object({
  data: z.unknown().optional(),
  error: z.object({
    code: z.string(),
    message: z.string().catch(''),
    log_id: z.string().nullish().catch(null),
    logid: z.string().nullish().catch(null),
  }),
});

/**
 * A call of a data or publishing endpoint. Success is `error.code == "ok"` and nothing else: creator_info refuses with
 * HTTP 200 on purpose (tiktok.md 3).
 */
export async function callApi<T>(
  { fetch }: Pick<AdapterTools, 'fetch'>,
  call: HttpCall,
  shape: z.ZodType<T>,
): Promise<TiktokAnswer<T>> {
  const answer = await callPlatform(fetch, call);
  if (answer.kind !== 'answered') return answer;
  const httpStatus = answer.status;
  const envelope = Envelope.safeParse(parseExactJson(answer.text)?.value);
  if (!envelope.success) return withoutEnvelope(httpStatus);
  const { error, data } = envelope.data;
  const logId = error.log_id ?? error.logid ?? null;
  if (error.code !== 'ok') {
    return { kind: 'refused', error: { code: error.code, message: error.message, logId, httpStatus } };
  }
  const value = shape.safeParse(data ?? {});
  return value.success ? { kind: 'ok', value: value.data, logId } : { kind: 'unreadable', httpStatus };
}

/** A gateway's 429 says the same without a body: nothing was done (tiktok.md 9). */
function withoutEnvelope(httpStatus: number): TiktokAnswer<never> {
  if (httpStatus !== 429) return { kind: 'unreadable', httpStatus };
  return { kind: 'refused', error: { code: 'rate_limit_exceeded', message: '', logId: null, httpStatus } };
}

const FlatError = z.object({
  error: z.string().min(1),
  error_description: z.string().catch(''),
  log_id: z.string().nullish().catch(null),
});

/**
 * A call of a token endpoint: a form in, flat JSON out. A failure is an `error`, or an answer without what was asked
 * for, whatever the HTTP status (tiktok.md 2.2). An empty body counts as `{}`, which is how revoking succeeds.
 */
export async function callOauth<T>(
  { fetch }: Pick<AdapterTools, 'fetch'>,
  call: { url: string; form: Record<string, string> },
  shape: z.ZodType<T>,
): Promise<TiktokAnswer<T>> {
  const body = new URLSearchParams(call.form).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await callPlatform(fetch, { method: 'POST', url: call.url, headers, body, timeoutMs: 30_000 });
  if (answer.kind !== 'answered') return answer;
  const httpStatus = answer.status;
  const parsed = answer.text.trim() === '' ? { value: {} } : parseExactJson(answer.text);
  const error = FlatError.safeParse(parsed?.value);
  if (error.success) {
    const { error: code, error_description: message, log_id: logId } = error.data;
    return { kind: 'refused', error: { code, message, logId: logId ?? null, httpStatus } };
  }
  const value = shape.safeParse(parsed?.value);
  if (!value.success || httpStatus >= 400) return { kind: 'unreadable', httpStatus };
  return { kind: 'ok', value: value.data, logId: null };
}
