import type { FieldProblem, ProblemCode } from '../../../src/contract/problem.ts';

/** `UNREACHABLE` is ours: no answer came, so nobody knows whether the server did it. */
export type ApiProblemCode = ProblemCode | 'UNREACHABLE';

/**
 * An answer that is not the one hoped for. `message` is for a person, in their language (except `UNREACHABLE`, whose
 * words the screen supplies); `details` is what the code documents; `requestId` finds it in the server's log.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ApiProblemCode;
  readonly details: unknown;
  readonly requestId: string | null;

  constructor(code: ApiProblemCode, message: string, details?: unknown, requestId: string | null = null) {
    super(message);
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }

  /** What the server said of single fields (`INVALID_INPUT`): dotted path to remedy. */
  get fields(): Record<string, string> {
    if (!Array.isArray(this.details)) return {};
    const known = this.details.filter(isFieldProblem);
    return Object.fromEntries(known.map(({ path, message }) => [path, message]));
  }
}

/** Whether `error` is an `ApiProblem`, of one of `codes` when any are given. */
export function isApiProblem(error: unknown, ...codes: ApiProblemCode[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value;
}
