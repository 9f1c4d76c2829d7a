/** How a file is cut for upload; what `source_info` of an init says (tiktok.md 5.1). */
export interface ChunkPlan {
  sizeBytes: number;
  chunkBytes: number;
  chunkCount: number;
}

/** One PUT: bytes `start` (inclusive) to `end` (exclusive). `number` counts from 1. */
export interface Chunk {
  start: number;
  end: number;
  number: number;
  isLast: boolean;
}

/** One chunk up to here: 64 MB in the smaller of the two readings of "MB" (tiktok.md 5.2). */
const WHOLE_BYTES = 64_000_000;
const CHUNK_BYTES = 32_000_000;

/**
 * A plan that is good whether TikTok's MB are decimal or binary (tiktok.md 5.2): the count is rounded down, and the
 * last chunk takes the rest, which stays under 64 MB.
 *
 * @param sizeBytes a whole number from 1
 */
export function planChunks(sizeBytes: number): ChunkPlan {
  if (sizeBytes <= WHOLE_BYTES) return { sizeBytes, chunkBytes: sizeBytes, chunkCount: 1 };
  return { sizeBytes, chunkBytes: CHUNK_BYTES, chunkCount: Math.floor(sizeBytes / CHUNK_BYTES) };
}

/**
 * The chunk to send when TikTok holds the first `uploadedBytes` bytes. Mostly a whole one; where TikTok stopped inside
 * one, its remainder (tiktok.md 10, "continue from there").
 */
export function chunkAfter(uploadedBytes: number, plan: ChunkPlan): Chunk {
  const index = Math.min(Math.floor(uploadedBytes / plan.chunkBytes), plan.chunkCount - 1);
  const isLast = index === plan.chunkCount - 1;
  return {
    start: uploadedBytes,
    end: isLast ? plan.sizeBytes : (index + 1) * plan.chunkBytes,
    number: index + 1,
    isLast,
  };
}
