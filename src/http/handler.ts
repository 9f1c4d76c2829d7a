import type { FastifyRequest } from 'fastify';
import type { Locale } from '../contract/me.ts';
import type { Problem } from '../contract/problem.ts';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '../contract/route.ts';
import type { RouteId, Routes } from '../contract/routes.ts';
import type { HttpContext } from './context.ts';
import type { Caller } from './session.ts';
import type { WrittenList } from './written-list.ts';

/** What a handler is given: parsed by the route's own schemas, and who asks. */
export interface Call<R extends Route> {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  caller: Caller;
  locale: Locale;
  now: Temporal.Instant;
  request: FastifyRequest;
  /** Aborted when the caller hangs up before the answer. */
  hungUp: AbortSignal;
}

/** A list may be given as its text (WrittenList). */
export type HandlerResult<T> =
  | {
      ok: true;
      value: T extends readonly (infer Item)[] ? T | WrittenList<Item> : T;
      nextCursor?: string | null;
      total?: number;
    }
  | { ok: false; problem: Problem };

export type Handler<R extends Route> = (context: HttpContext, call: Call<R>) => Promise<HandlerResult<ReplyOf<R>>>;

/** One handler for each row of the route table; the compiler misses none. */
export type Handlers<Ids extends RouteId = RouteId> = { [Id in Ids]: Handler<Routes[Id]> };
