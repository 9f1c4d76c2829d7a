import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkAfter, planChunks, type Chunk, type ChunkPlan } from './chunk-plan.ts';

function chunksOf(plan: ChunkPlan): Chunk[] {
  const chunks: Chunk[] = [];
  for (let sent = 0; sent < plan.sizeBytes; sent = chunks.at(-1)?.end ?? plan.sizeBytes)
    chunks.push(chunkAfter(sent, plan));
  return chunks;
}

const sizes = fc.oneof(fc.integer({ min: 1, max: 4_000_000_000 }), fc.integer({ min: 63_999_990, max: 64_000_010 }));

/** TikTok's limits, once with MB as 10^6 and once as 2^20 (tiktok.md 5.2). */
const READINGS = [1_000_000, 1_048_576];

/** Every rule of tiktok.md 5.2 that the plan breaks. */
function brokenRules(plan: ChunkPlan, megabyte: number): string[] {
  const { sizeBytes, chunkBytes, chunkCount } = plan;
  const lengths = chunksOf(plan).map(({ start, end }) => end - start);
  const last = lengths.at(-1) ?? 0;
  const others = lengths.slice(0, -1);
  const rules: [string, boolean][] = [
    ['the count is rounded down', chunkCount === Math.floor(sizeBytes / chunkBytes)],
    ['1 to 1000 chunks', chunkCount >= 1 && chunkCount <= 1000],
    ['each 5 to 64 MB', others.every((length) => length >= 5 * megabyte && length <= 64 * megabyte)],
    ['the last at most 128 MB', last <= 128 * megabyte],
    ['the last at least 5 MB', sizeBytes < 5 * megabyte || last >= 5 * megabyte],
    ['under 5 MB: one chunk of that size', sizeBytes >= 5 * megabyte || (chunkCount === 1 && chunkBytes === sizeBytes)],
    ['over 64 MB: several chunks', sizeBytes <= 64 * megabyte || chunkCount > 1],
  ];
  return rules.flatMap(([rule, isKept]) => (isKept ? [] : [rule]));
}

test('keeps every rule of TikTok under both readings of MB', () => {
  fc.assert(
    fc.property(sizes, (sizeBytes) => {
      expect(READINGS.map((megabyte) => brokenRules(planChunks(sizeBytes), megabyte))).toEqual([[], []]);
    }),
  );
});

test('the rules are sharp: TikTok would refuse these', () => {
  const plan = { sizeBytes: 65_000_000, chunkBytes: 65_000_000, chunkCount: 1 };
  expect(brokenRules(plan, 1_000_000)).toEqual(['over 64 MB: several chunks']);
  expect(brokenRules({ ...plan, chunkBytes: 10_000_000, chunkCount: 7 }, 1_000_000)).toContain(
    'the count is rounded down',
  );
});

test('covers each byte once, in order, and only the last chunk says so', () => {
  fc.assert(
    fc.property(sizes, (sizeBytes) => {
      const plan = planChunks(sizeBytes);
      const chunks = chunksOf(plan);
      expect(chunks).toHaveLength(plan.chunkCount);
      expect(chunks.map(({ number }) => number)).toEqual(chunks.map((_, index) => index + 1));
      expect(chunks.filter(({ isLast }) => isLast)).toEqual(chunks.slice(-1));
      expect(chunks[0]?.start).toBe(0);
      expect(chunks.at(-1)?.end).toBe(sizeBytes);
      for (const [index, chunk] of chunks.slice(1).entries()) expect(chunk.start).toBe(chunks[index]?.end);
    }),
  );
});

test('goes on from wherever TikTok stopped, and ends where the whole chunk would have ended', () => {
  fc.assert(
    fc.property(sizes, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (sizeBytes, part) => {
      const plan = planChunks(sizeBytes);
      const uploaded = Math.floor(sizeBytes * part);
      const chunk = chunkAfter(uploaded, plan);
      expect(chunk.start).toBe(uploaded);
      expect(chunk.end).toBeGreaterThan(uploaded);
      expect(chunksOf(plan).map(({ end }) => end)).toContain(chunk.end);
      expect(chunk.isLast).toBe(chunk.end === sizeBytes);
    }),
  );
});

test('TikTok’s own example: 50,000,123 bytes in chunks of 10,000,000 are five, the last 40,000,000 to 50,000,122', () => {
  const plan = { sizeBytes: 50_000_123, chunkBytes: 10_000_000, chunkCount: 5 };
  expect(Math.floor(plan.sizeBytes / plan.chunkBytes)).toBe(plan.chunkCount);
  const chunks = chunksOf(plan);
  expect(chunks).toHaveLength(5);
  expect(chunks[4]).toEqual({ start: 40_000_000, end: 50_000_123, number: 5, isLast: true });
});

test.each([
  [1, 1, 1],
  [4_999_999, 4_999_999, 1],
  [64_000_000, 64_000_000, 1],
  [64_000_001, 32_000_000, 2],
  [95_999_999, 32_000_000, 2],
  [96_000_000, 32_000_000, 3],
  [4_000_000_000, 32_000_000, 125],
])('%i bytes: chunks of %i, %i of them', (sizeBytes, chunkBytes, chunkCount) => {
  expect(planChunks(sizeBytes)).toEqual({ sizeBytes, chunkBytes, chunkCount });
});
