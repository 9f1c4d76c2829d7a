import { z } from 'zod';
import { ProblemBody } from './problem.ts';

/** Stands on every answer, errors included (spec.md 3). */
export const Meta = z.object({
  requestId: z.string(),
  latencyMs: z.number(),
  nextCursor: z.string().nullable().optional(),
  total: z.number().int().optional(),
});
export type Meta = z.infer<typeof Meta>;

export function envelopeOf<T extends z.ZodType>(data: T) {
  return z.object({ data, error: z.null(), meta: Meta });
}

export const ErrorEnvelope = z.object({ data: z.null(), error: ProblemBody, meta: Meta });
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;
