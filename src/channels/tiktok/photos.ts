import { sharedChoices, type InitCall } from './post-info.ts';
import type { Turn } from './turn.ts';

/** Photos that are posted directly (tiktok.md 6). The caption is `description`; `title` is a headline. */
export function photosInit({ payload, request }: Turn, urls: readonly string[]): InitCall {
  return {
    path: '/v2/post/publish/content/init/',
    body: {
      media_type: 'PHOTO',
      post_mode: 'DIRECT_POST',
      post_info: {
        ...sharedChoices(payload),
        title: payload.title ?? '',
        description: request.caption,
        auto_add_music: payload.autoAddMusic ?? false,
      },
      source_info: photoSource(urls, payload.photoCoverIndex),
    },
  };
}

/** PULL_FROM_URL is all there is for photos, and the cover index is required. */
export function photoSource(urls: readonly string[], coverIndex: number | undefined): Record<string, unknown> {
  return { source: 'PULL_FROM_URL', photo_images: urls, photo_cover_index: coverIndex ?? 0 };
}
