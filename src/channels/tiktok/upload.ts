import { plainText, type Failure } from '../../domain/outcome.ts';
import type { PublishMedia } from '../adapter.ts';
import { chunkAfter, type Chunk, type ChunkPlan } from './chunk-plan.ts';
import type { TiktokProgress } from './progress.ts';
import { chunkTimeoutMs, putChunk, type ChunkAnswer } from './put-chunk.ts';
import { readStatus } from './status.ts';
import { checkpoint, type Steps, type Turn } from './turn.ts';

export interface UploadTask {
  publishId: string;
  /** A credential: lives in this generator only, never in progress, evidence or a message. */
  uploadUrl: string;
  file: PublishMedia;
  plan: ChunkPlan;
}

export type UploadEnd =
  /** Every byte is in, or TikTok has got further by itself: from here on its status decides. */
  | { kind: 'all_in' }
  /** Certain that the task can never complete. */
  | { kind: 'dead'; failure: Failure }
  /** The last bytes may be in. */
  | { kind: 'unclear'; failure: Failure };

/** How often one place in the file is tried before the upload is given up (tiktok.md 5.3: "≤ 3 times" again). */
const TRIES = 4;

/**
 * Sends the file, chunk after chunk, each announced by a checkpoint. Where TikTok is in the file is asked, never
 * assumed, once an answer was anything but the expected one.
 */
export async function* sendBytes(turn: Turn, task: UploadTask): Steps<UploadEnd> {
  let uploadedBytes = 0;
  let tries = 0;
  let lastMayBeUnderWay = false;
  for (;;) {
    const chunk = chunkAfter(uploadedBytes, task.plan);
    const announcedAt = turn.tools.clock.now();
    yield announce(turn, task, chunk);
    if (isStale(announcedAt, turn.tools.clock.now())) continue;
    const { kind, detail } = await putChunk(turn.tools, task.uploadUrl, task.file, chunk);
    if (kind === 'all_in') return { kind };
    if (kind === 'taken' && !chunk.isLast) {
      uploadedBytes = chunk.end;
      tries = 0;
      continue;
    }

    const place = await whereTiktokIs(turn, task);
    if (place.kind === 'all_in') return place;
    const failure = uploadFailure(kind, place.kind === 'unknown' ? `${detail}, ${place.detail}` : detail);
    // Without word from TikTok the last chunk is never sent again by guess: asking goes on in `confirm`.
    if (place.kind === 'unknown' && chunk.isLast) return { kind: 'unclear', failure };
    // A lost PUT of the last chunk may still be on its way inside TikTok; then giving up proves nothing.
    lastMayBeUnderWay ||= chunk.isLast && (kind === 'lost' || kind === 'trouble');
    tries = place.kind === 'at' && place.uploadedBytes > uploadedBytes ? 1 : tries + 1;
    if (isFinal(kind) || tries >= TRIES) return { kind: lastMayBeUnderWay ? 'unclear' : 'dead', failure };
    if (place.kind === 'at') uploadedBytes = place.uploadedBytes;
  }
}

/** A machine that slept between the commit and the call: what was announced may have been judged by others since. */
function isStale(announcedAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return now.epochMilliseconds - announcedAt.epochMilliseconds > 30_000;
}

/** What must be on disk before the chunk leaves; for the last one, that there is no way back. */
function announce(turn: Turn, { publishId, plan }: UploadTask, chunk: Chunk) {
  const now = turn.tools.clock.now();
  const progress: TiktokProgress = chunk.isLast
    ? {
        phase: 'last_chunk',
        publishId,
        sizeBytes: plan.sizeBytes,
        since: now.toString(),
        sendingUntil: now.add({ milliseconds: chunkTimeoutMs(chunk) }).toString(),
      }
    : { phase: 'uploading', publishId, sentBytes: chunk.start };
  return checkpoint(progress, `uploading ${chunk.number}/${plan.chunkCount}`, { publish_id: publishId });
}

type Place = { kind: 'at'; uploadedBytes: number } | { kind: 'all_in' } | { kind: 'unknown'; detail: string };

/** Where TikTok is in the file, by its own word; 206 and 416 answers carry it in two readings (tiktok.md 5.3). */
async function whereTiktokIs(turn: Turn, { publishId, plan }: UploadTask): Promise<Place> {
  const answer = await readStatus(turn.api, publishId);
  if (answer.kind !== 'ok') {
    return { kind: 'unknown', detail: answer.kind === 'refused' ? answer.error.code : answer.kind };
  }
  const { status, uploadedBytes } = answer.value;
  if (status !== 'PROCESSING_UPLOAD') return { kind: 'all_in' };
  if (uploadedBytes === null) return { kind: 'unknown', detail: 'no uploaded_bytes' };
  return uploadedBytes >= plan.sizeBytes ? { kind: 'all_in' } : { kind: 'at', uploadedBytes };
}

/** Answers after which this task takes no more bytes. */
function isFinal(answer: ChunkAnswer): boolean {
  return answer === 'malformed' || answer === 'expired' || answer === 'no_task' || answer === 'unlisted';
}

function uploadFailure(answer: ChunkAnswer, detail: string): Failure {
  const isOurFault = answer === 'malformed' || answer === 'unlisted';
  return {
    failureClass: isOurFault ? 'permanent' : 'transient',
    says: { word: isOurFault ? 'tiktok.uploadRefused' : 'tiktok.uploadInterrupted' },
    platformCode: plainText(`upload ${detail}`, 80),
    traceId: null,
    httpStatus: null,
  };
}
