import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Channel } from '../contract/channel.ts';
import type { CallbackMessage, CallbackNews } from '../channels/adapter.ts';
import { applyCallbackNews } from '../store/apply-callback-news.ts';
import type { Locale } from '../contract/me.ts';
import type { HttpContext } from './context.ts';
import { localeOf } from './locale.ts';
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
        return sendProblem(request, reply, { code: 'FORBIDDEN', message: 'The verify token does not match.' });
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
  app.get('/data-deletion', async (request, reply) => {
    const { code } = request.query as Readonly<Record<string, string | undefined>>;
    return reply.type('text/plain').send(DELETION[localeOf(request)] + (code === undefined ? '' : `\n\n${code}`));
  });
}

/** For the person who asked Instagram to have their data deleted. It is done the moment Instagram passes that on. */
const DELETION: Readonly<Record<Locale, string>> = {
  en:
    'What this server knew from Instagram about the account (the access, its name, picture and figures) has been erased. ' +
    'Posts written here belong to whoever wrote them and stay until they are deleted here; what is published stays on Instagram.',
  es:
    'Lo que este servidor sabía de la cuenta por Instagram (el acceso, su nombre, su foto y sus cifras) se ha borrado. ' +
    'Las publicaciones escritas aquí son de quien las escribió y se quedan hasta que se borren aquí; lo publicado sigue en Instagram.',
};

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
