/** TikTok's media rules on the bytes themselves, as `fail_reason` (tiktok.md 7, 9). */
import type { KeptMedia } from '../core/media-store.ts';
import { probeImage } from '../core/probe-image.ts';
import { probeVideo } from '../core/probe-video.ts';
import type { Core } from '../platform.ts';
import { MAX_VIDEO_BYTES } from './chunk-plan.ts';
import { maxVideoSeconds } from './creator.ts';
import { tiktokSettings } from './settings.ts';
import type { Publish } from './state.ts';

export const MAX_PHOTO_BYTES = 20_000_000;
const DRAFT_MAX_SECONDS = 600;
/** The minimum length is undocumented; a second is what we take (tiktok.md 9). */
const MIN_SECONDS = 1;
const CODECS = ['avc', 'hevc', 'vp8', 'vp9'];

/** Null when TikTok would post it. */
export async function failReasonOf(core: Core, publish: Publish): Promise<string | null> {
  if (publish.kind === 'photo') {
    for (const photo of publish.media) {
      const reason = await photoFailReason(core, photo);
      if (reason !== null) return reason;
    }
    return null;
  }
  const account = core.accounts.find('tiktok', publish.accountId);
  const most = publish.mode === 'direct' && account !== null ? maxVideoSeconds(account) : DRAFT_MAX_SECONDS;
  const [video] = publish.media;
  return video === undefined ? 'file_format_check_failed' : videoFailReason(core, video, most);
}

async function videoFailReason(core: Core, video: KeptMedia, maxSeconds: number): Promise<string | null> {
  if (video.sizeBytes > MAX_VIDEO_BYTES) return 'video_size_check_failed';
  const facts = await probeVideo(core.media.pathOf(video.hash));
  if (facts === null || !CODECS.includes(facts.codec ?? '')) return 'file_format_check_failed';
  if (facts.container === 'other' && !facts.mimeType.startsWith('video/webm')) return 'file_format_check_failed';
  // Containers round to frames and time scales: a tenth of a second, half a frame per second.
  if (facts.durationSeconds < MIN_SECONDS - 0.1 || facts.durationSeconds > maxSeconds + 0.1) {
    return 'duration_check_failed';
  }
  if (facts.framesPerSecond < 22.5 || facts.framesPerSecond > 60.5) return 'frame_rate_check_failed';
  const sides = [facts.width, facts.height];
  return sides.some((side) => side < 360 || side > 4096) ? 'picture_size_check_failed' : null;
}

async function photoFailReason(core: Core, photo: KeptMedia): Promise<string | null> {
  const facts = await probeImage(core.media.pathOf(photo.hash));
  if (facts === null || !facts.decodes || !['jpeg', 'webp'].includes(facts.format)) return 'file_format_check_failed';
  const [one, other] = tiktokSettings(core).photoBox;
  const fits =
    Math.min(facts.width, facts.height) <= Math.min(one, other) &&
    Math.max(facts.width, facts.height) <= Math.max(one, other);
  return fits && photo.sizeBytes <= MAX_PHOTO_BYTES ? null : 'picture_size_check_failed';
}

/** 0 for photos and for what is no video. */
export async function videoSeconds(core: Core, publish: Publish): Promise<number> {
  const [video] = publish.media;
  if (publish.kind === 'photo' || video === undefined) return 0;
  return (await probeVideo(core.media.pathOf(video.hash)))?.durationSeconds ?? 0;
}
