import type { FastifyError, FastifyInstance } from 'fastify';
import type { Auth } from './auth.ts';
import type { HttpContext } from './context.ts';
import { UnusableBody } from './read-json.ts';
import { sendProblem } from './reply.ts';
import { callerOf } from './session.ts';

/** Connection trouble of the database, as node and PostgreSQL name it. */
const DATABASE_AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
]);

/** PostgreSQL's word for text with a NUL. Bodies are read without any (read-json.ts); a query may bring one. */
const UNSTORABLE_TEXT = '22021';

/** What escapes a handler: clear words to the caller, everything to the log, no stack trace over the wire. */
export function registerErrors(app: FastifyInstance, context: HttpContext, auth: Auth): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error.statusCode === 429) {
      return sendProblem(request, reply, {
        code: 'RATE_LIMITED',
        message: 'Too many requests; wait a moment and try again.',
      });
    }
    if (error.statusCode === 413) {
      return sendProblem(request, reply, {
        code: 'TOO_LARGE',
        message: 'The body is over 2 MB; files go through /v1/uploads.',
      });
    }
    if (error instanceof UnusableBody) {
      const first = error.fields[0];
      const message = first === undefined ? 'The body cannot be stored.' : `${first.path}: ${first.message}`;
      return sendProblem(request, reply, { code: 'INVALID_INPUT', message, details: { fields: error.fields } });
    }
    if (error.code === UNSTORABLE_TEXT) {
      const message = 'A parameter holds a character that no text here can hold (NUL); take it out.';
      return sendProblem(request, reply, {
        code: 'INVALID_INPUT',
        message,
        details: { fields: [{ path: 'query', message }] },
      });
    }
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      const message =
        error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE'
          ? 'Send JSON (content-type: application/json).'
          : 'The body is not valid JSON.';
      return sendProblem(request, reply, {
        code: 'INVALID_INPUT',
        message,
        details: { fields: [{ path: '', message }] },
      });
    }
    context.log.error({ requestId: request.id, err: error }, 'request failed');
    if (DATABASE_AWAY.has(error.code)) {
      return sendProblem(request, reply, {
        code: 'UNAVAILABLE',
        message: 'The database does not answer right now; try again in a moment.',
      });
    }
    return sendProblem(request, reply, {
      code: 'INTERNAL',
      message: `Something went wrong on our side. Mention request ${request.id} when you ask about it.`,
    });
  });
  app.setNotFoundHandler(async (request, reply) => {
    // Nobody without a session learns which paths there are (spec.md 9).
    if (request.url.startsWith('/v1') && (await callerOf(context, auth, request)) === null) {
      return sendProblem(request, reply, {
        code: 'UNAUTHENTICATED',
        message: 'Sign in, or send an API key as "Authorization: Bearer pk_…".',
      });
    }
    return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'There is nothing here.' });
  });
}
