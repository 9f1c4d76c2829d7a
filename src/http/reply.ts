import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEMS, type Problem } from '../contract/problem.ts';

/** Every answer of `/v1` has this shape, errors included (spec.md 3). */
export function sendData(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  data: unknown,
  meta: Record<string, unknown> = {},
): FastifyReply {
  return reply.code(status).send({ data, error: null, meta: { ...metaOf(request, reply), ...meta } });
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
