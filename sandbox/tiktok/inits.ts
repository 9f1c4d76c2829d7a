/** The three inits: direct video, photo post, draft (tiktok.md 5.1, 5.6, 6). */
import { isObject } from '../core/answers.ts';
import { beginPublish } from './begin-publish.ts';
import type { Beginning } from './begin-publish.ts';
import { readChunkPlan } from './chunk-plan.ts';
import { postingRefusal } from './creator.ts';
import { refuse, reply } from './endpoint.ts';
import type { Reply, Visit } from './endpoint.ts';
import { apiError } from './errors.ts';
import { pullUrlRefusal } from './pull-urls.ts';
import { waitsInInbox } from './publish-status.ts';
import { NO_WISHES, readPhotoWishes, readVideoWishes, refuseParam } from './read-wishes.ts';
import type { Checked } from './read-wishes.ts';

const DAY_MS = 86_400_000;
const MAX_PHOTOS = 35;

/** `POST /v2/post/publish/video/init/`. */
export function initVideo(visit: Visit): Reply {
  const source = readVideoSource(visit);
  if (!source.ok) return source;
  const wishes = readVideoWishes(visit);
  if (!wishes.ok) return wishes;
  const refusal = postingRefusal(visit);
  if (refusal !== null) return refuse(refusal);
  return reply(beginPublish(visit, { kind: 'video', mode: 'direct', wishes: wishes.value, source: source.value }));
}

/** `POST /v2/post/publish/inbox/video/init/`: only `source_info`; the creator does the rest in the app. */
export function initDraft(visit: Visit): Reply {
  const source = readVideoSource(visit);
  if (!source.ok) return source;
  if (pendingDrafts(visit) >= visit.settings.pendingDraftCap)
    return refuse(apiError('spam_risk_too_many_pending_share'));
  return reply(beginPublish(visit, { kind: 'video', mode: 'inbox', wishes: NO_WISHES, source: source.value }));
}

/** `POST /v2/post/publish/content/init/`: photos, posted directly or as a draft. */
export function initContent(visit: Visit): Reply {
  const { body, scopes } = visit;
  if (body['media_type'] !== 'PHOTO') return refuseParam('media_type must be PHOTO.');
  const mode = body['post_mode'] === 'DIRECT_POST' ? 'direct' : body['post_mode'] === 'MEDIA_UPLOAD' ? 'inbox' : null;
  if (mode === null) return refuseParam('post_mode must be DIRECT_POST or MEDIA_UPLOAD.');
  if (!scopes.includes(mode === 'direct' ? 'video.publish' : 'video.upload')) {
    return refuse(apiError('scope_not_authorized'));
  }
  const photos = readPhotoSource(visit);
  if (!photos.ok) return photos;
  const wishes = readPhotoWishes(visit, mode);
  if (!wishes.ok) return wishes;
  if (mode === 'inbox' && pendingDrafts(visit) >= visit.settings.pendingDraftCap) {
    return refuse(apiError('spam_risk_too_many_pending_share'));
  }
  const refusal = mode === 'direct' ? postingRefusal(visit) : null;
  if (refusal !== null) return refuse(refusal);
  return reply(
    beginPublish(visit, {
      kind: 'photo',
      mode,
      wishes: { ...wishes.value, photoCoverIndex: photos.value.coverIndex },
      source: { type: 'pull', urls: photos.value.urls },
    }),
  );
}

function readVideoSource({ tiktok, settings, body }: Visit): Checked<Beginning['source']> {
  const source = body['source_info'];
  if (!isObject(source)) return refuseParam('source_info must be an object.');
  switch (source['source']) {
    case 'FILE_UPLOAD': {
      const plan = readChunkPlan(source, settings.megabytes);
      return plan.ok ? { ok: true, value: { type: 'file', plan: plan.value } } : plan;
    }
    case 'PULL_FROM_URL': {
      const url = source['video_url'];
      if (typeof url !== 'string') return refuseParam('video_url must be a string.');
      const refusal = pullUrlRefusal(tiktok.core, settings, url);
      return refusal === null ? { ok: true, value: { type: 'pull', urls: [url] } } : { ok: false, error: refusal };
    }
    default:
      return refuseParam('source must be FILE_UPLOAD or PULL_FROM_URL.');
  }
}

function readPhotoSource({ tiktok, settings, body }: Visit): Checked<{ urls: string[]; coverIndex: number }> {
  const source = body['source_info'];
  if (!isObject(source)) return refuseParam('source_info must be an object.');
  if (source['source'] !== 'PULL_FROM_URL') return refuseParam('Photos can only be sent with source PULL_FROM_URL.');
  const given = source['photo_images'];
  const urls = Array.isArray(given) ? given.filter((url): url is string => typeof url === 'string') : [];
  if (!Array.isArray(given) || urls.length !== given.length || urls.length < 1 || urls.length > MAX_PHOTOS) {
    return refuseParam(`photo_images must be 1 to ${MAX_PHOTOS} URLs.`);
  }
  const coverIndex = source['photo_cover_index'];
  if (typeof coverIndex !== 'number' || !Number.isInteger(coverIndex) || coverIndex < 0 || coverIndex >= urls.length) {
    return refuseParam('photo_cover_index must be the index of one of the photo_images.');
  }
  for (const url of urls) {
    const refusal = pullUrlRefusal(tiktok.core, settings, url);
    if (refusal !== null) return { ok: false, error: refusal };
  }
  return { ok: true, value: { urls, coverIndex } };
}

/** On their way to the inbox or waiting in it. An init whose bytes never came is no share. */
function pendingDrafts({ tiktok: { state }, account, nowMs }: Visit): number {
  return state.publishes
    .list({ owner: account.id, since: nowMs - DAY_MS + 1 })
    .filter((publish) => publish.allInAtMs !== null || publish.pull !== null)
    .filter((publish) => waitsInInbox(publish, nowMs)).length;
}
