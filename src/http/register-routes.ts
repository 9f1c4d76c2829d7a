import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { FieldProblem } from '../contract/problem.ts';
import type { Route } from '../contract/route.ts';
import { routes, type RouteId } from '../contract/routes.ts';
import { untilNoDeadlock } from '../store/until-no-deadlock.ts';
import type { Auth } from './auth.ts';
import type { HttpContext } from './context.ts';
import type { Call, Handler, Handlers } from './handler.ts';
import { rateLimitOf } from './limits.ts';
import { localeOf } from './locale.ts';
import { sendData, sendProblem } from './reply.ts';
import { callerOf, isOwnOrigin } from './session.ts';

/** Registers every row of the route table with its handler: session, origin, parsing, envelope. */
export function registerRoutes(app: FastifyInstance, context: HttpContext, auth: Auth, handlers: Handlers): void {
  for (const id of Object.keys(routes) as RouteId[]) {
    const route: Route = routes[id];
    // The table types guarantee that handler and route belong together; a loop over it cannot say so.
    const handler = handlers[id] as unknown as Handler<Route>;
    app.route({
      method: route.method,
      url: fastifyPath(route.path),
      config: { rateLimit: rateLimitOf(route) },
      handler: async (request, reply) => answer(context, auth, route, handler, request, reply),
    });
  }
}

async function answer(
  context: HttpContext,
  auth: Auth,
  route: Route,
  handler: Handler<Route>,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const caller = await callerOf(context, auth, request);
  if (caller === null)
    return sendProblem(request, reply, {
      code: 'UNAUTHENTICATED',
      message: 'Sign in, or send an API key as "Authorization: Bearer pk_…".',
    });
  if (caller.sessionId !== null && !isOwnOrigin(request, context.settings.publicUrl)) {
    return sendProblem(request, reply, {
      code: 'FOREIGN_ORIGIN',
      message: 'This request came from another site and was refused.',
    });
  }
  const params = parse(route.params, request.params, 'params');
  const query = parse(route.query, request.query, 'query');
  const body = parse(route.body, request.body === undefined && route.body !== undefined ? {} : request.body, 'body');
  const problems = [params, query, body].flatMap((part) => part.problems);
  // An id that is none names nothing; that is "not found", not a mistake in a field.
  if (params.problems.length > 0 && query.problems.length + body.problems.length === 0) {
    return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'There is nothing under that id.' });
  }
  if (problems.length > 0) {
    const first = problems[0];
    const message =
      first === undefined
        ? 'The request is not valid.'
        : `${first.path === '' ? 'The body' : first.path}: ${first.message}`;
    return sendProblem(request, reply, { code: 'INVALID_INPUT', message, details: { fields: problems } });
  }
  const call = {
    params: params.value,
    query: query.value,
    body: body.value,
    caller,
    locale: localeOf(request),
    now: context.clock.now(),
    request,
    hungUp: hangUpSignal(reply),
  } as Call<Route>;
  const result = await untilNoDeadlock(() => handler(context, call));
  if (!result.ok) return sendProblem(request, reply, result.problem);
  const meta = {
    ...(route.paged === true ? { nextCursor: result.nextCursor ?? null } : {}),
    ...(result.total === undefined ? {} : { total: result.total }),
  };
  return sendData(request, reply, route.status ?? 200, result.value, meta);
}

/** The response's stream tells of a caller who left; the request's has closed with its body. */
function hangUpSignal(reply: FastifyReply): AbortSignal {
  const hangUp = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) hangUp.abort();
  });
  return hangUp.signal;
}

/** `/v1/posts/{id}:suggest` as Fastify writes it. The pattern keeps a parameter from swallowing the verb behind it. */
export function fastifyPath(path: string): string {
  return path
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? `:${part.slice(1, -1)}(^[^:/]+)` : part.replaceAll(':', '::')))
    .join('');
}

function parse(
  schema: z.ZodType | undefined,
  value: unknown,
  where: 'params' | 'query' | 'body',
): { value: unknown; problems: FieldProblem[] } {
  if (schema === undefined) {
    return where === 'query' ? unknownFields(value) : { value: {}, problems: [] };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return { value: undefined, problems: fieldProblems(parsed.error, where === 'body' ? '' : where) };
}

/** A query of a route that takes none is a misunderstanding worth telling. */
function unknownFields(value: unknown): { value: unknown; problems: FieldProblem[] } {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return {
    value: {},
    problems: names.map((name) => ({ path: `query.${name}`, message: 'is not a parameter of this endpoint' })),
  };
}

/** Each mistake with the field it is in; an unknown field is named itself. */
export function fieldProblems(error: z.ZodError, prefix: string): FieldProblem[] {
  return error.issues.flatMap((problem) => {
    const path = [...(prefix === '' ? [] : [prefix]), ...problem.path.map(String)];
    if (problem.code === 'unrecognized_keys') {
      return problem.keys.map((key) => ({
        path: [...path, key].join('.'),
        message: 'is not a known field; take it out or correct its name',
      }));
    }
    if (problem.code === 'invalid_union') return closestOf(problem.errors, path);
    return [{ path: path.join('.'), message: problem.message }];
  });
}

/** Of the shapes a value may have, the one it misses least: what that one lacks is what the caller got wrong. */
function closestOf(shapes: readonly z.core.$ZodIssue[][], path: readonly string[]): FieldProblem[] {
  const problems = shapes.map((issues) => fieldProblems(new z.ZodError(issues), path.join('.')));
  return problems.toSorted((left, right) => left.length - right.length)[0] ?? [];
}
