import { pino, type Logger } from 'pino';

/** Names under which a secret or a creator's words might slip into a log line. None is ever logged on purpose. */
const NEVER = [
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'caption',
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
];

/** Structured logs: JSON lines, or readable ones for a person at a terminal. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    serializers: { err: describeError },
  });
}

/** Errors without what they were caused by row for row: PostgreSQL quotes parameters in `detail`. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code: unknown = Reflect.get(error, 'code');
  return {
    type: error.name,
    message: error.message,
    code: typeof code === 'string' ? code : undefined,
    stack: error.stack,
  };
}
