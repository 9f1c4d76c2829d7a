import { sharedChoices, type InitCall, type VideoSource } from './post-info.ts';
import type { Turn } from './turn.ts';

/** A video that is posted directly (tiktok.md 5.1). `title` is its caption; a cover is a moment of it, never a file. */
export function videoInit({ payload, request }: Turn, source: VideoSource): InitCall {
  return {
    path: '/v2/post/publish/video/init/',
    body: {
      post_info: {
        ...sharedChoices(payload),
        title: request.caption,
        disable_duet: !payload.allowDuet,
        disable_stitch: !payload.allowStitch,
        is_aigc: payload.aiGenerated,
        ...(request.coverTimeMs === null ? {} : { video_cover_timestamp_ms: request.coverTimeMs }),
      },
      source_info: source,
    },
  };
}
