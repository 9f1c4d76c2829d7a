import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEMS, type Problem } from '../contract/problem.ts';
import { WrittenList } from './written-list.ts';

/** Every answer of `/v1` has this shape, errors included (spec.md 3). */
export function sendData(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  data: unknown,
  meta: Record<string, unknown> = {},
): FastifyReply {
  const rest = { error: null, meta: { ...metaOf(request, reply), ...meta } };
  reply.code(status);
  if (!(data instanceof WrittenList)) return reply.send({ data, ...rest });
  return reply.type('application/json; charset=utf-8').send(data.asDataOf(rest));
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { code, message, details } = problem;
  return reply.code(PROBLEMS[code].status).send({
    data: null,
    error: { code, message, ...(details === undefined ? {} : { details }) },
    meta: metaOf(request, reply),
  });
}

function metaOf(request: FastifyRequest, reply: FastifyReply) {
  return { requestId: request.id, latencyMs: Math.round(reply.elapsedTime * 100) / 100 };
}
