import type { VideoFix } from '../../../../src/domain/video-fix.ts';

export interface FixOrder {
  /** The stored file, which answers ranges. */
  url: string;
  plan: VideoFix;
  trim: { startMs: number; endMs: number } | null;
}

/** What this browser lacks to do it. */
export type Lacking = 'h264_encoder' | 'aac_encoder' | 'video_decoder' | 'sound_decoder';

export type FixReport =
  | { kind: 'progress'; share: number }
  | { kind: 'done'; bytes: ArrayBuffer }
  | { kind: 'impossible'; lacking: Lacking }
  | { kind: 'failed' };

export type FixResult = Exclude<FixReport, { kind: 'progress' }>;

/** Makes a video anew in a worker. Answers the outcome, and how to stop it; stopped, there is no outcome. */
export function fixVideo(
  order: FixOrder,
  onProgress: (share: number) => void,
): { outcome: Promise<FixResult>; stop: () => void } {
  const worker = new Worker(new URL('./video-worker.ts', import.meta.url), { type: 'module' });
  const outcome = new Promise<FixResult>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<FixReport>) => {
      if (data.kind === 'progress') return onProgress(data.share);
      worker.terminate();
      resolve(data);
    });
    // Its code could not be fetched, or it ran out of memory.
    worker.addEventListener('error', () => (worker.terminate(), resolve({ kind: 'failed' })));
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window: it has no origin
  worker.postMessage({ ...order, url: new URL(order.url, window.location.href).href });
  return { outcome, stop: () => worker.terminate() };
}
