import type { FastifyInstance } from 'fastify';
import type { Auth } from './auth.ts';
import type { ChangeHub } from './change-hub.ts';
import type { HttpContext } from './context.ts';
import { sendProblem } from './reply.ts';
import { callerOf, isOwnOrigin } from './session.ts';

/** Comments keep proxies from closing a quiet stream, and tell the client that the server is there. */
const KEEP_ALIVE_MS = 15_000;

/** `GET /v1/events`: small hints of what changed, at first of what just did; the client reads it again (design.md, "Live"). */
export function registerEvents(app: FastifyInstance, context: HttpContext, auth: Auth, hub: ChangeHub): void {
  app.get('/v1/events', async (request, reply) => {
    const caller = await callerOf(context, auth, request);
    if (caller === null)
      return sendProblem(request, reply, { code: 'UNAUTHENTICATED', message: 'Sign in to hear of changes.' });
    if (caller.sessionId !== null && !isOwnOrigin(request, context.settings.publicUrl))
      return sendProblem(request, reply, {
        code: 'FOREIGN_ORIGIN',
        message: 'This request came from another site and was refused.',
      });
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    raw.write('retry: 1000\n: connected\n\n');
    const stop = hub.listen(caller.userId, (change) => raw.write(`data: ${JSON.stringify(change)}\n\n`));
    const keepAlive = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS);
    raw.on('close', () => {
      clearInterval(keepAlive);
      stop();
    });
    return reply;
  });
}
