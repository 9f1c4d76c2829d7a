import { createHash } from 'node:crypto';
import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Route } from '../contract/route.ts';

/** Requests a minute and caller: reading is cheap, writing takes locks, suggestions cost money (spec.md 3, "Limits"). */
const MOST_A_MINUTE = { read: 3000, write: 1200, suggest: 60 } as const;
const MINUTE_MS = 60_000;
/** Several people, or one with several keys, may sit behind one address; whoever invents a key a request gets no further. */
const CALLERS_AN_ADDRESS = 4;

/** Counts each request twice: for whoever speaks, and for the address it comes from. 429 says when to come back. */
export async function registerLimits(app: FastifyInstance): Promise<void> {
  await app.register(fastifyRateLimit, { max: MOST_A_MINUTE.read, timeWindow: MINUTE_MS, keyGenerator: callerKey });
  const countAddress = app.createRateLimit({
    max: (request: FastifyRequest) => CALLERS_AN_ADDRESS * mostOf(request),
    timeWindow: MINUTE_MS,
    keyGenerator: (request: FastifyRequest) => request.ip,
  });
  app.addHook('onRequest', async (request, reply) => {
    const count = await countAddress(request);
    if (count.isAllowed || !count.isExceeded) return;
    reply.header('retry-after', count.ttlInSeconds);
    throw Object.assign(new Error('too many requests of one address'), { statusCode: 429 });
  });
}

/** For a row of the route table; routes beside it may set a limit of their own in the same place. */
export function rateLimitOf(route: Pick<Route, 'tag' | 'method'>) {
  const kind =
    route.tag === 'suggestions' && route.method === 'POST' ? 'suggest' : route.method === 'GET' ? 'read' : 'write';
  return { max: MOST_A_MINUTE[kind], timeWindow: MINUTE_MS, groupId: kind };
}

function mostOf(request: FastifyRequest): number {
  const limit = request.routeOptions.config.rateLimit;
  return typeof limit === 'object' && typeof limit.max === 'number' ? limit.max : MOST_A_MINUTE.read;
}

/** Whom a limit counts: the session or key that speaks, the address otherwise. Hashed, since it lands in a table. */
function callerKey(request: FastifyRequest): string {
  const spoken = request.headers.authorization ?? request.headers.cookie;
  return spoken === undefined ? request.ip : createHash('sha256').update(spoken).digest('base64url');
}
