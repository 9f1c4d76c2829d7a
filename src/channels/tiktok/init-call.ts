import { z } from 'zod';
import type { ChunkPlan } from './chunk-plan.ts';
import { inboxPhotosInit, inboxVideoInit } from './inbox.ts';
import { photosInit } from './photos.ts';
import type { InitCall, VideoSource } from './post-info.ts';
import type { TiktokAnswer } from './tiktok-call.ts';
import type { Turn } from './turn.ts';
import { videoInit } from './video.ts';

const UploadTask = z.object({ publish_id: z.string().min(1), upload_url: z.string().min(1) });
const PullTask = z.object({ publish_id: z.string().min(1) });

/** Asks for a task that our bytes are then sent to. */
export function askForUpload(turn: Turn, plan: ChunkPlan): Promise<TiktokAnswer<z.infer<typeof UploadTask>>> {
  const source: VideoSource = {
    source: 'FILE_UPLOAD',
    video_size: plan.sizeBytes,
    chunk_size: plan.chunkBytes,
    total_chunk_count: plan.chunkCount,
  };
  const { path, body } = videoCall(turn, source);
  return turn.api.post(path, body, UploadTask);
}

/** Has TikTok fetch the media from these URLs; it begins at once and posts by itself. */
export function askForPull(turn: Turn, urls: readonly string[]): Promise<TiktokAnswer<z.infer<typeof PullTask>>> {
  const { path, body } = turn.kind === 'photos' ? photosCall(turn, urls) : videoCall(turn, pullSource(urls));
  return turn.api.post(path, body, PullTask);
}

function videoCall(turn: Turn, source: VideoSource): InitCall {
  return turn.payload.mode === 'inbox' ? inboxVideoInit(source) : videoInit(turn, source);
}

function photosCall(turn: Turn, urls: readonly string[]): InitCall {
  return turn.payload.mode === 'inbox' ? inboxPhotosInit(turn, urls) : photosInit(turn, urls);
}

function pullSource([url]: readonly string[]): VideoSource {
  if (url === undefined) throw new TypeError('A video has one URL.');
  return { source: 'PULL_FROM_URL', video_url: url };
}
