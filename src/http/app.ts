import { randomUUID } from 'node:crypto';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { UploadServer } from '../media/uploads/upload-server.ts';
import { registerAiCalendar } from './ai-calendar.ts';
import { createAuth, registerAuth } from './auth.ts';
import type { ChangeHub } from './change-hub.ts';
import { registerClient } from './client.ts';
import type { HttpContext } from './context.ts';
import { registerErrors } from './errors.ts';
import { registerEvents } from './events.ts';
import { registerHealth, type HealthProbes } from './health.ts';
import { registerMedia } from './media-server.ts';
import { registerOauthCallback } from './oauth-callback.ts';
import { registerLimits } from './limits.ts';
import { openApiDocument } from './openapi.ts';
import { registerJsonReader } from './read-json.ts';
import { registerPosters } from './posters.ts';
import { registerRoutes } from './register-routes.ts';
import { accountHandlers } from './resources/accounts.ts';
import { calendarHandlers } from './resources/calendar.ts';
import { hashtagGroupHandlers } from './resources/hashtag-groups.ts';
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
    // A proxy is one of ours, on this machine or in this network; what a stranger says of their own address counts nothing.
    trustProxy: 'loopback, linklocal, uniquelocal',
    routerOptions: { maxParamLength: 2000 },
  });
  const auth = createAuth(context, { pool: parts.authPool, secret: parts.sessionSecret });

  registerJsonReader(app);
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
  await registerLimits(app);
  await app.register(fastifySwagger, { mode: 'static', specification: { document: openApiDocument() as never } });
  await app.register(fastifySwaggerUi, { routePrefix: '/docs' });
  app.get('/openapi.json', async (_request, reply) => reply.send(openApiDocument()));

  registerHealth(app, context, parts.probes);
  registerSetup(app, context);
  registerAuth(app, context, auth);
  registerRoutes(app, context, auth, {
    ...accountHandlers,
    ...calendarHandlers,
    ...hashtagGroupHandlers,
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
