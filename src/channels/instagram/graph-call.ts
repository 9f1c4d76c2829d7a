import { z } from 'zod';
import type { AdapterTools } from '../adapter.ts';
import { callPlatform, networkFailure, type HttpCall } from '../http-call.ts';
import type { Failure } from '../../domain/outcome.ts';
import { classify, type PlatformError, type Step } from './errors.ts';
import { parseGraphJson } from './graph-json.ts';
import { usageOf, type Usage } from './usage.ts';

/** What one call came to. Only `refused` and `not_sent` say that the platform did nothing. */
export type GraphAnswer<T> =
  | { kind: 'ok'; value: T; usage: Usage; traceId: string | null }
  | { kind: 'refused'; error: PlatformError; usage: Usage }
  /** Something came back, but not what the platform's documentation says: HTML, half a body, another shape. */
  | { kind: 'unreadable'; httpStatus: number; usage: Usage }
  | { kind: 'not_sent' | 'lost'; reason: string };

/** Everything but an answer with a value. */
export type NoValue = Exclude<GraphAnswer<never>, { kind: 'ok' }>;

/** Makes one call and reads its answer. An error object is looked for whatever the HTTP status (instagram.md 10). */
export async function graphCall<T>(
  { fetch }: Pick<AdapterTools, 'fetch'>,
  call: HttpCall,
  shape: z.ZodType<T>,
): Promise<GraphAnswer<T>> {
  const answer = await callPlatform(fetch, call);
  if (answer.kind !== 'answered') return answer;
  const usage = usageOf(answer.headers);
  const parsed = parseGraphJson(answer.text);
  if (parsed === null) return { kind: 'unreadable', httpStatus: answer.status, usage };
  const error = errorIn(parsed.value, answer.status);
  if (error !== null) return { kind: 'refused', error, usage };
  const value = shape.safeParse(parsed.value);
  if (!value.success || answer.status >= 400) return { kind: 'unreadable', httpStatus: answer.status, usage };
  return { kind: 'ok', value: value.data, usage, traceId: answer.headers.get('x-fb-trace-id') };
}

/** The failure of a call at a step that may be repeated. Never for `media_publish`: see publish-container. */
export function failureOf(answer: NoValue, step: Exclude<Step, 'publish'>): Failure {
  switch (answer.kind) {
    case 'refused':
      return classify(answer.error, step).failure;
    case 'unreadable':
      return unreadableFailure(answer.httpStatus);
    case 'not_sent':
    case 'lost':
      return networkFailure({ kind: answer.kind, reason: answer.reason }, 'instagram');
  }
}

/**
 * Why the login itself is dead, so that only linking again helps and nothing was done (instagram.md 11: 102, 190);
 * `null` for everything else, a missing permission among it: what lacks one right may have all others.
 */
export function lostLogin(answer: GraphAnswer<unknown>): Failure | null {
  if (answer.kind !== 'refused') return null;
  const { code } = answer.error;
  return code === 190 || code === 102 ? failureOf(answer, 'other') : null;
}

export function unreadableFailure(httpStatus: number): Failure {
  return {
    failureClass: 'transient',
    says: { word: 'instagram.unreadable' },
    platformCode: `HTTP ${httpStatus}`,
    traceId: null,
    httpStatus,
  };
}

const Text = z.string().nullish().catch(null);
const Whole = z.coerce.number().int().nullish().catch(null);
/** An exception's own name (instagram.md 5.2); any other `type` says nothing (instagram.md 10). */
const ExceptionName = z
  .string()
  .regex(/^INSTAGRAM_PLATFORM_API__/)
  .nullish()
  .catch(null);

const GraphError = z.object({
  error: z.object({
    message: Text,
    type: ExceptionName,
    code: Whole,
    error_subcode: Whole,
    is_transient: z.boolean().nullish().catch(null),
    error_user_msg: Text,
    fbtrace_id: Text,
  }),
});
/** api.instagram.com (instagram.md 2.2). */
const LoginError = z.object({ error_type: z.string(), code: Whole, error_message: Text });
/** rupload (instagram.md 5.6). */
const UploadError = z.object({
  debug_info: z.object({ retriable: z.boolean().catch(false), type: Text, message: Text }),
});

/** What api.instagram.com calls its errors is the HTTP status once more: no code of the catalogue. */
function errorIn(value: unknown, httpStatus: number): PlatformError | null {
  const nothing = { code: null, subcode: null, userMessage: null, isTransient: false, traceId: null, httpStatus };
  const graph = GraphError.safeParse(value);
  if (graph.success) {
    const { error } = graph.data;
    return {
      code: error.code ?? null,
      subcode: error.error_subcode ?? null,
      message: `${error.type ?? ''} ${error.message ?? ''}`.trim(),
      userMessage: error.error_user_msg?.trim() ? error.error_user_msg : null,
      isTransient: error.is_transient ?? false,
      traceId: error.fbtrace_id ?? null,
      httpStatus,
    };
  }
  const login = LoginError.safeParse(value);
  if (login.success) return { ...nothing, message: login.data.error_message ?? '' };
  const upload = UploadError.safeParse(value);
  if (!upload.success) return null;
  const { retriable, type, message } = upload.data.debug_info;
  const said = { ...nothing, message: `${type ?? ''} ${message ?? ''}`.trim() };
  if (type === 'NotAuthorizedError') return { ...said, code: 190 };
  // The upload host has no codes; what it will not take means what "could not upload" means in the catalogue.
  return retriable ? { ...said, isTransient: true } : { ...said, code: 352, subcode: 2_207_082 };
}
