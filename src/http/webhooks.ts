import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Channel } from '../contract/channel.ts';
import type { CallbackMessage, CallbackNews } from '../channels/adapter.ts';
import { applyCallbackNews } from '../store/apply-callback-news.ts';
import type { HttpContext } from './context.ts';
import { sendProblem } from './reply.ts';

/** What the platforms tell us unasked. Each message is a hint at most: signatures are checked over the bytes as received. */
export function registerWebhooks(app: FastifyInstance, context: HttpContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 1_000_000 }, (_request, body, done) =>
      done(null, body),
    );

    scope.get('/webhooks/ig', async (request, reply) => {
      const query = request.query as Readonly<Record<string, string | undefined>>;
      const token = context.settings.instagramVerifyToken;
      if (query['hub.mode'] !== 'subscribe' || token === null || query['hub.verify_token'] !== token) {
        return sendProblem(request, reply, { code: 'INVALID_SIGNATURE', message: 'The verify token does not match.' });
      }
      return reply.type('text/plain').send(query['hub.challenge'] ?? '');
    });
    const messages = [
      ['/webhooks/ig', 'ig', 'webhook'],
      ['/webhooks/ig/deauthorize', 'ig', 'deauthorize'],
      ['/webhooks/ig/data-deletion', 'ig', 'data_deletion'],
      ['/webhooks/tiktok', 'tiktok', 'webhook'],
    ] as const;
    for (const [url, channel, kind] of messages) {
      scope.post(url, async (request, reply) => {
        const news = readMessage(context, request, channel, kind);
        if (news === null) {
          context.log.warn({ requestId: request.id, channel, kind }, 'dropped a webhook whose signature does not hold');
          return sendProblem(request, reply, { code: 'INVALID_SIGNATURE', message: 'The signature does not hold.' });
        }
        for (const item of news) {
          const touched = await applyCallbackNews(context.database, channel, item, {
            now: context.clock.now(),
            environment: context.environment(),
          });
          for (const userId of touched) {
            context.announce(userId, [
              { kind: 'accounts', ids: [] },
              { kind: 'entries', ids: [] },
              { kind: 'notifications', ids: [] },
            ]);
          }
        }
        if (kind !== 'data_deletion') return reply.code(200).send();
        // Meta wants an address that tells a human how the deletion stands (instagram.md 4.1); it is done by now.
        const base = context.settings.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`;
        return reply.send({ url: `${base}/data-deletion?code=${request.id}`, confirmation_code: request.id });
      });
    }
  });
  app.get('/data-deletion', async (_request, reply) =>
    reply.type('text/plain').send('The access and what was stored about the Instagram account have been erased.'),
  );
}

function readMessage(
  context: HttpContext,
  request: FastifyRequest,
  channel: Channel,
  kind: CallbackMessage['kind'],
): CallbackNews[] | null {
  const adapter = context.channels[channel];
  if (adapter === null || !Buffer.isBuffer(request.body)) return null;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return adapter.connect.readCallback({ kind, headers, rawBody: request.body });
}
