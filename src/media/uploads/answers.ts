import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorEnvelope } from '../../contract/envelope.ts';
import { type Problem, type ProblemCode, PROBLEMS } from '../../contract/problem.ts';

/** Who asks, and under which id the request is logged. */
export interface Caller {
  userId: string;
  requestId: string;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** The API's error envelope as text (spec.md 3). */
export function envelopeText(problem: Problem, requestId: string, latencyMs: number): string {
  const envelope: ErrorEnvelope = { data: null, error: problem, meta: { requestId, latencyMs } };
  return JSON.stringify(envelope);
}

export function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body?: string,
): void {
  response.writeHead(status, {
    'Tus-Resumable': '1.0.0',
    'Cache-Control': 'no-store',
    ...(body === undefined ? {} : { 'Content-Type': JSON_TYPE, 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  });
  response.end(body);
}

/** `status` overrules the code's own where HTTP has a finer word (507). */
export function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
  tags: { requestId: string; latencyMs: number; status?: number },
): void {
  // The rest of an unwanted body is thrown away, so that the client gets to read the answer.
  request.resume();
  const text = envelopeText(problem, tags.requestId, tags.latencyMs);
  const headers: Record<string, string> = request.complete ? {} : { Connection: 'close' };
  answer(response, tags.status ?? PROBLEMS[problem.code].status, headers, text);
}

/** Words for what the tus library refuses by itself; its own texts may quote paths. */
export function problemOfStatus(status: number): Problem {
  const said = SAID[status];
  if (said !== undefined) return said;
  return status < 500
    ? { code: 'INVALID_INPUT', message: 'The request does not follow the tus 1.0 protocol.' }
    : { code: 'INTERNAL', message: 'Something went wrong on our side; resume the upload.' };
}

const SAID: Record<number, { code: ProblemCode; message: string }> = {
  404: { code: 'NOT_FOUND', message: 'There is no such upload; begin it again.' },
  409: {
    code: 'VERSION_CONFLICT',
    message: 'Upload-Offset is not where the file ends; ask with HEAD and go on from there.',
  },
  410: { code: 'NOT_FOUND', message: 'This upload is gone; begin it again.' },
  412: { code: 'INVALID_INPUT', message: 'The header Tus-Resumable: 1.0.0 is missing.' },
  413: { code: 'TOO_LARGE', message: 'More bytes came than Upload-Length announced.' },
  460: {
    code: 'INVALID_INPUT',
    message: 'The bytes do not add up to Upload-Checksum; they were thrown away. Send them again from the same offset.',
  },
  507: {
    code: 'STORAGE_FULL',
    message: 'The server’s disk is full. What has arrived is kept; make room, then go on with the upload.',
  },
};
