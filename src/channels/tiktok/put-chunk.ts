import type { AdapterTools, PublishMedia } from '../adapter.ts';
import { callPlatform } from '../http-call.ts';
import type { Chunk } from './chunk-plan.ts';

/** What the upload host said to one chunk; a bare status (tiktok.md 5.3). */
export type ChunkAnswer =
  /** 206: more is expected. */
  | 'taken'
  /** 201: all in, and TikTok posts by itself from here. */
  | 'all_in'
  /** 400: our bug. */
  | 'malformed'
  /** 403. */
  | 'expired'
  /** 404. */
  | 'no_task'
  /** 416: TikTok is elsewhere in the file. */
  | 'out_of_step'
  /** 5xx: "retry this chunk". */
  | 'trouble'
  /** No answer: it may have been taken. */
  | 'lost'
  /** Nothing this protocol knows. */
  | 'unlisted';

/** tiktok.md 5.3, row by row; every 5xx is `trouble`. */
export const UPLOAD_ANSWERS: Readonly<Record<number, ChunkAnswer>> = {
  206: 'taken',
  201: 'all_in',
  400: 'malformed',
  403: 'expired',
  404: 'no_task',
  416: 'out_of_step',
  408: 'trouble',
  429: 'trouble',
};

/**
 * How long one chunk may take: a minute, and the time its bytes need at one megabit a second. At most some ten
 * minutes, so the caller must hold its lease meanwhile.
 */
export function chunkTimeoutMs({ start, end }: Chunk): number {
  return 60_000 + Math.ceil((end - start) / 125);
}

/** Sends one chunk. The URL is the credential and used as it came; no Authorization header goes with it. */
export async function putChunk(
  { fetch }: Pick<AdapterTools, 'fetch'>,
  uploadUrl: string,
  file: PublishMedia,
  chunk: Chunk,
): Promise<{ kind: ChunkAnswer; detail: string }> {
  const answer = await callPlatform(fetch, {
    method: 'PUT',
    url: uploadUrl,
    headers: {
      'content-type': file.mimeType,
      'content-length': String(chunk.end - chunk.start),
      'content-range': `bytes ${chunk.start}-${chunk.end - 1}/${file.sizeBytes}`,
    },
    body: ReadableStream.from(file.read(chunk.start, chunk.end)),
    timeoutMs: chunkTimeoutMs(chunk),
  });
  if (answer.kind === 'not_sent') return { kind: 'trouble', detail: answer.reason };
  if (answer.kind === 'lost') return { kind: 'lost', detail: answer.reason };
  const listed = UPLOAD_ANSWERS[answer.status] ?? (answer.status >= 500 ? 'trouble' : 'unlisted');
  return { kind: listed, detail: `HTTP ${answer.status}` };
}
