import { Worker } from 'node:worker_threads';
import { AssetFacts } from '../../contract/asset.ts';
import { ok, refuse, type Result } from '../../contract/problem.ts';
import type { AcceptedType } from '../media-types.ts';
import { Turnstile } from '../turnstile.ts';

/** A video's index may have 64 MB, and is read into objects of a few times that. */
const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };
const DAMAGED = 'The video is damaged and cannot be read. Export it again as MP4 (H.264 and AAC).';
const reading = new Turnstile(2);

/**
 * Facts of a video file. The reading is done in a thread that is ended after `timeoutMs` or over its memory, two at a
 * time: a table of a few bytes can claim billions of frames, and nobody else should wait for that.
 */
export function probeVideo(path: string, mimeType: AcceptedType, timeoutMs: number): Promise<Result<AssetFacts>> {
  return reading.pass(() => readInThread(path, mimeType, timeoutMs));
}

function readInThread(path: string, mimeType: AcceptedType, timeoutMs: number): Promise<Result<AssetFacts>> {
  const { promise, resolve } = Promise.withResolvers<Result<AssetFacts>>();
  const worker = new Worker(new URL('./probe-worker.ts', import.meta.url), {
    workerData: { path, mimeType },
    resourceLimits: MEMORY,
  });
  const timer = setTimeout(() => {
    resolve(refuse('UNSUPPORTED_MEDIA', 'The video takes too long to read. Export it again as MP4 (H.264 and AAC).'));
    void worker.terminate();
  }, timeoutMs);
  worker.on('message', (result: Result<unknown>) => {
    if (!result.ok) return resolve(result);
    const facts = AssetFacts.safeParse(result.value);
    resolve(facts.success ? ok(facts.data) : refuse('UNSUPPORTED_MEDIA', DAMAGED));
  });
  // Out of memory, or a bug in the reader: for this file it comes to the same.
  worker.on('error', () => resolve(refuse('UNSUPPORTED_MEDIA', DAMAGED)));
  return promise.finally(() => clearTimeout(timer));
}
