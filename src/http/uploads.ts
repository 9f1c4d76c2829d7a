import type { FastifyInstance } from 'fastify';
import type { UploadServer } from '../media/uploads/upload-server.ts';
import type { Auth } from './auth.ts';
import type { HttpContext } from './context.ts';
import { sendProblem } from './reply.ts';
import { callerOf, isOwnOrigin } from './session.ts';

/** `/v1/uploads`: resumable uploads (tus 1.0). Bodies are handed over unread; sizes are checked there (spec.md 9). */
export function registerUploads(app: FastifyInstance, context: HttpContext, auth: Auth, uploads: UploadServer): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const url of ['/v1/uploads', '/v1/uploads/*']) {
      scope.route({
        method: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS'],
        url,
        exposeHeadRoute: false,
        handler: async (request, reply) => {
          const caller = await callerOf(context, auth, request);
          if (caller === null)
            return sendProblem(request, reply, { code: 'UNAUTHENTICATED', message: 'Sign in before uploading.' });
          if (
            caller.sessionId !== null &&
            request.method !== 'HEAD' &&
            !isOwnOrigin(request, context.settings.publicUrl)
          ) {
            return sendProblem(request, reply, {
              code: 'FOREIGN_ORIGIN',
              message: 'This request came from another site and was refused.',
            });
          }
          reply.hijack();
          reply.raw.setHeader('x-request-id', request.id);
          await uploads.handle(request.raw, reply.raw, { userId: caller.userId, requestId: request.id });
          return reply;
        },
      });
    }
  });
}
