import type { InitCall, VideoSource } from './post-info.ts';
import { photoSource } from './photos.ts';
import type { Turn } from './turn.ts';

/** A video as a draft in the creator's inbox: neither caption nor choices can be passed (tiktok.md 5.6). */
export function inboxVideoInit(source: VideoSource): InitCall {
  return { path: '/v2/post/publish/inbox/video/init/', body: { source_info: source } };
}

/** Photos as a draft: headline and description are the only choices used (tiktok.md 6). */
export function inboxPhotosInit({ payload, request }: Turn, urls: readonly string[]): InitCall {
  return {
    path: '/v2/post/publish/content/init/',
    body: {
      media_type: 'PHOTO',
      post_mode: 'MEDIA_UPLOAD',
      post_info: { title: payload.title ?? '', description: request.caption },
      source_info: photoSource(urls, payload.photoCoverIndex),
    },
  };
}
