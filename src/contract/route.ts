import type { z } from 'zod';
import type { ProblemCode } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * One row of the table of routes. `path` is written as OpenAPI writes it (`/v1/posts/{id}:suggest`). `reply` is
 * what stands under `data`; `status` is that of success. `paged` answers carry `meta.nextCursor`.
 */
export interface Route {
  method: Method;
  path: string;
  summary: string;
  tag: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  reply: z.ZodType;
  status?: 200 | 201 | 202;
  paged?: true;
  problems?: readonly ProblemCode[];
}

/** The part of the route table a handler or caller may rely on, as types. */
export type ParamsOf<R extends Route> = R extends { params: infer P extends z.ZodType }
  ? z.output<P>
  : Record<string, never>;
export type QueryOf<R extends Route> = R extends { query: infer Q extends z.ZodType }
  ? z.output<Q>
  : Record<string, never>;
export type BodyOf<R extends Route> = R extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
export type ReplyOf<R extends Route> = z.input<R['reply']>;

/** What a caller gives: inputs before defaults are filled in. */
export type CallOf<R extends Route> = (R extends { params: infer P extends z.ZodType }
  ? { params: z.input<P> }
  : { params?: never }) &
  (R extends { query: infer Q extends z.ZodType } ? { query?: z.input<Q> } : { query?: never }) &
  (R extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : { body?: never });
