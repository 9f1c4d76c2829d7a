import { createHash, randomUUID } from 'node:crypto';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { UploadServer } from '../media/uploads/upload-server.ts';
import { registerAiCalendar } from './ai-calendar.ts';
import { createAuth, registerAuth } from './auth.ts';
import { registerClient } from './client.ts';
import type { HttpContext } from './context.ts';
import { registerErrors } from './errors.ts';
import { registerEvents, type ChangeHub } from './events.ts';
import { registerHealth, type HealthProbes } from './health.ts';
import { registerMedia } from './media-server.ts';
import { registerOauthCallback } from './oauth-callback.ts';
import { openApiDocument } from './openapi.ts';
import { registerPosters } from './posters.ts';
import { registerRoutes } from './register-routes.ts';
import { accountHandlers } from './resources/accounts.ts';
import { calendarHandlers } from './resources/calendar.ts';
import { meHandlers } from './resources/me.ts';
import { mediaHandlers } from './resources/media.ts';
import { notificationHandlers } from './resources/notifications.ts';
import { postHandlers } from './resources/posts.ts';
import { publishingHandlers } from './resources/publishing.ts';
import { proposedCalendarHandlers } from './resources/proposed-calendars.ts';
import { reachHandlers } from './resources/reach.ts';
import { suggestionHandlers } from './resources/suggestions.ts';
import { securityHeaders } from './security-headers.ts';
import { registerSetup } from './setup.ts';
import { registerUploads } from './uploads.ts';
import { registerWebhooks } from './webhooks.ts';

export interface AppParts {
  context: HttpContext;
  authPool: pg.Pool;
  sessionSecret: string;
  hub: ChangeHub;
  uploads: UploadServer;
  probes: HealthProbes;
}

/** Requests a minute and caller where a route says nothing else (register-routes.ts does). */
const REQUESTS_PER_MINUTE = 3000;
const BODY_LIMIT_BYTES = 2_000_000;

/** The whole web server, not yet listening. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { context } = parts;
  const log: FastifyBaseLogger = context.log;
  const app = Fastify({
    loggerInstance: log,
    // One line a request, written below without its query.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: true,
    routerOptions: { maxParamLength: 2000 },
  });
  const auth = createAuth(context, { pool: parts.authPool, secret: parts.sessionSecret });

  registerErrors(app, context, auth);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.headers(securityHeaders(request, context));
  });
  app.addHook('onResponse', async (request, reply) => {
    // The path without its query: tokens and search words stay out of the log.
    const path = (request.routeOptions.url ?? 'unknown').replaceAll('(^[^:/]+)', '');
    context.log.info(
      {
        requestId: request.id,
        method: request.method,
        path,
        status: reply.statusCode,
        latencyMs: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  await app.register(fastifyRateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: 60_000, keyGenerator: callerKey });
  await app.register(fastifySwagger, { mode: 'static', specification: { document: openApiDocument() as never } });
  await app.register(fastifySwaggerUi, { routePrefix: '/docs' });
  app.get('/openapi.json', async (_request, reply) => reply.send(openApiDocument()));

  registerHealth(app, context, parts.probes);
  registerSetup(app, context);
  registerAuth(app, context, auth);
  registerRoutes(app, context, auth, {
    ...accountHandlers,
    ...calendarHandlers,
    ...meHandlers,
    ...mediaHandlers,
    ...notificationHandlers,
    ...postHandlers,
    ...publishingHandlers,
    ...reachHandlers,
    ...suggestionHandlers,
    ...proposedCalendarHandlers,
  });
  registerAiCalendar(app, context, auth);
  registerEvents(app, context, auth, parts.hub);
  registerUploads(app, context, auth, parts.uploads);
  registerPosters(app, context, auth);
  registerMedia(app, context);
  registerOauthCallback(app, context, auth);
  registerWebhooks(app, context);
  await registerClient(app, context);
  return app;
}

/** Whom a limit counts: the session or key that speaks, the address otherwise. Hashed, since it lands in a table. */
function callerKey(request: FastifyRequest): string {
  const spoken = request.headers.authorization ?? request.headers.cookie;
  return spoken === undefined ? request.ip : createHash('sha256').update(spoken).digest('base64url');
}
