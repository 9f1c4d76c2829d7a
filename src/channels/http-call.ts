import { plainText, type Failure } from '../domain/outcome.ts';

/** What became of one call. The difference between the last two is the difference between "retry" and "find out". */
export type HttpAnswer =
  | { kind: 'answered'; status: number; headers: Headers; text: string }
  /** The request never reached the platform: nobody listened, or the name does not resolve. */
  | { kind: 'not_sent'; reason: string }
  /** It may have been carried out: it was sent, and then the connection broke or time ran out. */
  | { kind: 'lost'; reason: string };

export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string | URLSearchParams | ReadableStream<Uint8Array> | Uint8Array;
  timeoutMs: number;
}

/** Codes of errors that come before the first byte of a request has left. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * One HTTP call that never throws for what the network does. Redirects are not followed: the platforms' APIs have
 * none, and a token must not travel to where one leads.
 */
export async function callPlatform(fetchOf: typeof fetch, call: HttpCall): Promise<HttpAnswer> {
  try {
    const response = await fetchOf(call.url, {
      method: call.method,
      headers: call.headers ?? {},
      body: (call.body ?? null) as RequestInit['body'],
      redirect: 'manual',
      signal: AbortSignal.timeout(call.timeoutMs),
      ...(call.body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    } as RequestInit);
    // A broken body is a lost answer as well: the status alone does not say what was done.
    const text = await response.text();
    return { kind: 'answered', status: response.status, headers: response.headers, text };
  } catch (error) {
    const reason = describe(error);
    return NEVER_SENT.has(codeOf(error)) ? { kind: 'not_sent', reason } : { kind: 'lost', reason };
  }
}

/** The failure of a call that brought no usable answer, for steps that change nothing when repeated. */
export function networkFailure(
  answer: { kind: 'not_sent' | 'lost'; reason: string },
  platform: 'instagram' | 'tiktok',
): Failure {
  return {
    failureClass: 'transient',
    says: { word: answer.kind === 'not_sent' ? `${platform}.unreachable` : `${platform}.unanswered` },
    platformCode: plainText(answer.reason, 60),
    traceId: null,
    httpStatus: null,
  };
}

function codeOf(error: unknown): string {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const code: unknown = Reflect.get(current, 'code');
    if (typeof code === 'string') return code;
  }
  return '';
}

/** A word for the log. Never the error's own text: for a malformed header or address it would quote the token in it. */
function describe(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  return codeOf(error) || (error instanceof Error ? error.name : 'unknown');
}
