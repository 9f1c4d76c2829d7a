import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newMediaKey } from '../media/storage/media-store.ts';
import { acceptPoster } from '../media/thumbnail.ts';
import { replaceThumbnail } from '../store/assets.ts';
import type { Auth } from './auth.ts';
import type { HttpContext } from './context.ts';
import { sendData, sendProblem } from './reply.ts';
import { announceAsset } from './resources/media.ts';
import { callerOf, isOwnOrigin } from './session.ts';

const POSTER_LIMIT_BYTES = 5_000_000;

/** `POST /v1/assets/{id}/poster`: a video's picture, taken in the creator's browser, where videos can be decoded. */
export function registerPosters(app: FastifyInstance, context: HttpContext, auth: Auth): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: POSTER_LIMIT_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    scope.post('/v1/assets/:id/poster', async (request, reply) => {
      const caller = await callerOf(context, auth, request);
      if (caller === null) return sendProblem(request, reply, { code: 'UNAUTHENTICATED', message: 'Sign in first.' });
      if (caller.sessionId !== null && !isOwnOrigin(request, context.settings.publicUrl)) {
        return sendProblem(request, reply, {
          code: 'FOREIGN_ORIGIN',
          message: 'This request came from another site and was refused.',
        });
      }
      const { id } = request.params as { id: string };
      if (!z.uuid().safeParse(id).success || !Buffer.isBuffer(request.body)) {
        return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'There is no such video in your library.' });
      }
      const poster = await acceptPoster(request.body);
      if (!poster.ok) return sendProblem(request, reply, poster.problem);
      const key = newMediaKey();
      await context.mediaStore.put(key, { bytes: poster.value.bytes });
      const replaced = await replaceThumbnail(context.database, caller.userId, id, key, context.clock.now());
      if (replaced === null) {
        await context.mediaStore.delete(key);
        return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'There is no such video in your library.' });
      }
      if (replaced.before !== null) await context.mediaStore.delete(replaced.before);
      announceAsset(context, caller.userId, id);
      return sendData(request, reply, 200, { done: true });
    });
  });
}
