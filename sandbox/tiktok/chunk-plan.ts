/** The arithmetic of FILE_UPLOAD (tiktok.md 5.2). */
import { isObject } from '../core/answers.ts';
import { refuseParam } from './read-wishes.ts';
import type { Checked } from './read-wishes.ts';
import type { TiktokSettings } from './settings.ts';

export interface ChunkPlan {
  readonly sizeBytes: number;
  readonly chunkBytes: number;
  readonly chunkCount: number;
}

const MAX_CHUNKS = 1000;
/** "≤ 4 GB"; the decimal reading is the smaller one. */
export const MAX_VIDEO_BYTES = 4_000_000_000;

const DECIMAL = 1_000_000;
const BINARY = 1_048_576;

/** `video_size`, `chunk_size` and `total_chunk_count` of `source_info`, if they agree with each other and the rules. */
export function readChunkPlan(source: unknown, megabytes: TiktokSettings['megabytes']): Checked<ChunkPlan> {
  if (!isObject(source)) return refuseParam('source_info must be an object.');
  const { video_size: sizeBytes, chunk_size: chunkBytes, total_chunk_count: chunkCount } = source;
  if (!isCount(sizeBytes)) return refuseParam('video_size must be a positive integer.');
  if (!isCount(chunkBytes)) return refuseParam('chunk_size must be a positive integer.');
  if (!isCount(chunkCount)) return refuseParam('total_chunk_count must be a positive integer.');
  const units = megabytes === 'decimal' ? [DECIMAL] : megabytes === 'binary' ? [BINARY] : [DECIMAL, BINARY];
  const plan = { sizeBytes, chunkBytes, chunkCount };
  const problem = units.map((unit) => planProblem(plan, unit)).find((one) => one !== null);
  return problem === undefined ? { ok: true, value: plan } : refuseParam(problem);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function planProblem({ sizeBytes, chunkBytes, chunkCount }: ChunkPlan, megabyte: number): string | null {
  if (sizeBytes > MAX_VIDEO_BYTES) return 'video_size is more than 4 GB.';
  if (chunkBytes > sizeBytes) return 'chunk_size is larger than video_size.';
  if (sizeBytes < 5 * megabyte && chunkBytes !== sizeBytes) {
    return 'A video smaller than 5 MB must be uploaded as a whole: chunk_size must equal video_size.';
  }
  if (chunkBytes !== sizeBytes && chunkBytes < 5 * megabyte) return 'chunk_size is less than 5 MB.';
  if (chunkBytes > 64 * megabyte) return 'chunk_size is more than 64 MB.';
  // Rounded down: the last chunk takes the remainder.
  if (chunkCount !== Math.floor(sizeBytes / chunkBytes)) {
    return 'total_chunk_count must be video_size divided by chunk_size, rounded down.';
  }
  if (chunkCount > MAX_CHUNKS) return 'total_chunk_count is more than 1000.';
  return chunkCount === 1 && sizeBytes > 64 * megabyte ? 'A video of more than 64 MB needs several chunks.' : null;
}

/** How long the chunk that begins at this byte must be; null when no chunk of the plan begins there. */
export function chunkLengthAt({ sizeBytes, chunkBytes, chunkCount }: ChunkPlan, firstByte: number): number | null {
  const index = firstByte / chunkBytes;
  if (!Number.isInteger(index) || index >= chunkCount) return null;
  return index === chunkCount - 1 ? sizeBytes - firstByte : chunkBytes;
}
