import type { PublishMedia } from '../adapter.ts';
import type { InstagramKind, Turn } from './turn.ts';

type Form = Record<string, string>;

/** What `POST /{user}/media` is told of a post that is one container (instagram.md 5.1, 5.2). */
export async function singleForm(
  turn: Turn,
  file: PublishMedia,
  kind: InstagramKind,
  byUpload: boolean,
): Promise<Form> {
  if (kind === 'image') {
    return { image_url: await file.url(), ...words(turn), ...altText(turn, file), ...userTags(turn, 'image') };
  }
  return {
    media_type: 'REELS',
    ...(byUpload ? { upload_type: 'resumable' } : { video_url: await file.url() }),
    ...words(turn),
    ...userTags(turn, 'video'),
    ...(await cover(turn)),
    ...reelChoices(turn),
  };
}

/** A carousel's item. Caption, place and label belong to the parent; on a child they are an error. */
export async function childForm(turn: Turn, file: PublishMedia, index: number, byUpload: boolean): Promise<Form> {
  const tagged = index === taggedChild(turn);
  if (file.kind === 'image') {
    return {
      image_url: await file.url(),
      is_carousel_item: 'true',
      ...altText(turn, file),
      ...(tagged ? userTags(turn, 'image') : {}),
    };
  }
  return {
    media_type: 'VIDEO',
    ...(byUpload ? { upload_type: 'resumable' } : { video_url: await file.url() }),
    is_carousel_item: 'true',
    ...(tagged ? userTags(turn, 'video') : {}),
  };
}

export function carouselForm(turn: Turn, childIds: readonly string[]): Form {
  return { media_type: 'CAROUSEL', children: childIds.join(','), ...words(turn) };
}

/** What every post that stands for itself may carry. */
function words({ request, payload }: Turn): Form {
  return {
    ...(request.caption === '' ? {} : { caption: request.caption }),
    ...(payload.collaborators?.length ? { collaborators: JSON.stringify(payload.collaborators) } : {}),
    ...(payload.locationId === undefined ? {} : { location_id: payload.locationId }),
    ...(payload.aiGenerated === true ? { is_ai_generated: 'true' } : {}),
  };
}

function altText({ payload }: Turn, file: PublishMedia): Form {
  const text = file.altText ?? payload.altText?.[file.assetId] ?? '';
  return text === '' ? {} : { alt_text: text };
}

/** A place in the picture is required for images and not used for video; the middle stands in for a missing one. */
function userTags({ payload }: Turn, kind: 'image' | 'video'): Form {
  if (!payload.userTags?.length) return {};
  const tags = payload.userTags.map(({ username, x = 0.5, y = 0.5 }) =>
    kind === 'image' ? { username, x, y } : { username },
  );
  return { user_tags: JSON.stringify(tags) };
}

/** People are tagged on the parts of a carousel, never on the whole: on its first image, or its first part. */
function taggedChild({ request }: Turn): number {
  return Math.max(
    0,
    request.media.findIndex((file) => file.kind === 'image'),
  );
}

/** A cover of its own wins over a frame (instagram.md 5.2). */
async function cover({ request }: Turn): Promise<Form> {
  if (request.coverImage !== null) return { cover_url: await request.coverImage.url() };
  return request.coverTimeMs === null ? {} : { thumb_offset: String(Math.round(request.coverTimeMs)) };
}

function reelChoices({ payload }: Turn): Form {
  return {
    ...(payload.shareToFeed === undefined ? {} : { share_to_feed: String(payload.shareToFeed) }),
    ...(payload.trial === true ? { trial_params: JSON.stringify({ graduation_strategy: 'MANUAL' }) } : {}),
  };
}
