import type { AssetFacts, Crop, VideoFacts } from '../contract/asset.ts';
import type { Channel } from '../contract/channel.ts';
import { issue, type IssueDraft } from './issues.ts';
import { INSTAGRAM_LIMITS, TIKTOK_LIMITS } from './limits.ts';
import { durationText, megabytesText } from './media-text.ts';

export interface MediaItem extends AssetFacts {
  crop: Crop | null;
}

/**
 * What a channel would say of one file on its own, worst first. Readiness asks this for every asset of an entry,
 * the library shows it at upload: the same words, so that nobody is surprised at the hour.
 */
export function judgeAsset(channel: Channel, item: MediaItem): IssueDraft[] {
  if (item.kind === 'video') {
    if (item.video === null) return [issue('video_format', { found: item.mimeType })];
    return channel === 'ig' ? judgeReel(item, item.video) : judgeTiktokVideo(item, item.video);
  }
  return channel === 'ig' ? judgeInstagramImage(item) : judgeTiktokPhoto(item);
}

/** Images are converted when they are sent (format, colour, size), so only their shape is worth a word (instagram.md 8). */
function judgeInstagramImage(item: MediaItem): IssueDraft[] {
  const found: IssueDraft[] = [];
  if (!isReadableImage(item.mimeType)) return [issue('image_format', { found: item.mimeType })];
  const { minAspect, maxAspect, minWidth } = INSTAGRAM_LIMITS.image;
  const width = item.width * (item.crop?.width ?? 1);
  const aspect = width / (item.height * (item.crop?.height ?? 1));
  // A pixel of rounding is not worth a warning: the conversion takes it off.
  if (aspect < minAspect - 0.005 || aspect > maxAspect + 0.005) {
    found.push(issue('image_will_be_cropped', { width: item.width, height: item.height }));
  }
  if (width < minWidth) found.push(issue('image_small', { width: Math.round(width), minimum: minWidth }));
  return found;
}

function judgeTiktokPhoto(item: MediaItem): IssueDraft[] {
  return isReadableImage(item.mimeType) ? [] : [issue('image_format', { found: item.mimeType })];
}

/** What can be turned into JPEG; of HEIC a readable form is made when it comes. */
function isReadableImage(mimeType: string): boolean {
  return ['image/jpeg', 'image/png', 'image/webp', 'image/heic'].includes(mimeType);
}

function judgeReel(item: MediaItem, video: VideoFacts): IssueDraft[] {
  const rules = INSTAGRAM_LIMITS.reel;
  const found = judgeVideo(item, video, rules);
  if (item.width > rules.maxWidth)
    found.push(
      issue('video_dimensions', { width: item.width, height: item.height, maximum: rules.maxWidth, minimum: 1 }),
    );
  if (video.bitsPerSecond !== null && video.bitsPerSecond > rules.bitsPerSecond) {
    found.push(
      issue('video_bit_rate', {
        found: Math.round(video.bitsPerSecond / 1_000_000),
        maximum: rules.bitsPerSecond / 1_000_000,
      }),
    );
  }
  if (video.audioCodec !== null && !isOneOf(rules.audioCodecs, video.audioCodec))
    found.push(issue('audio_codec', { found: video.audioCodec }));
  if (video.moovFirst === false) found.push(issue('video_index_last'));
  if (video.hasEditList === true) found.push(issue('video_edit_list'));
  if (item.width >= item.height) found.push(issue('reel_not_vertical', { width: item.width, height: item.height }));
  return found;
}

function judgeTiktokVideo(item: MediaItem, video: VideoFacts): IssueDraft[] {
  const rules = TIKTOK_LIMITS.video;
  const found = judgeVideo(item, video, rules);
  const shortSide = Math.min(item.width, item.height);
  const longSide = Math.max(item.width, item.height);
  if (shortSide < rules.minSide || longSide > rules.maxSide) {
    found.push(
      issue('video_dimensions', {
        width: item.width,
        height: item.height,
        minimum: rules.minSide,
        maximum: rules.maxSide,
      }),
    );
  }
  if (video.durationMs >= rules.minDurationMs && video.durationMs < rules.shortDurationMs) {
    found.push(issue('video_very_short', { found: durationText(video.durationMs) }));
  }
  return found;
}

interface VideoRules {
  sizeBytes: number;
  minDurationMs: number;
  maxDurationMs: number;
  minFramesPerSecond: number;
  maxFramesPerSecond: number;
  mimeTypes: readonly string[];
  videoCodecs: readonly string[];
}

/** What both channels ask of a video, with their own numbers. */
function judgeVideo(item: MediaItem, video: VideoFacts, rules: VideoRules): IssueDraft[] {
  const found: IssueDraft[] = [];
  if (!rules.mimeTypes.includes(item.mimeType)) found.push(issue('video_format', { found: item.mimeType }));
  if (video.videoCodec === null || !rules.videoCodecs.includes(video.videoCodec)) {
    found.push(issue('video_codec', { found: video.videoCodec ?? '?' }));
  }
  if (video.durationMs > rules.maxDurationMs) {
    found.push(
      issue('video_too_long', { found: durationText(video.durationMs), maximum: durationText(rules.maxDurationMs) }),
    );
  }
  if (video.durationMs < rules.minDurationMs) {
    found.push(
      issue('video_too_short', { found: durationText(video.durationMs), minimum: durationText(rules.minDurationMs) }),
    );
  }
  if (item.sizeBytes > rules.sizeBytes) {
    found.push(
      issue('video_too_large', { found: megabytesText(item.sizeBytes), maximum: megabytesText(rules.sizeBytes) }),
    );
  }
  const rate = video.framesPerSecond;
  // 23.976 is 23 in both platforms' words; a rate a hair over 60 is a rounding of the container.
  if (rate !== null && (rate < rules.minFramesPerSecond - 0.1 || rate > rules.maxFramesPerSecond + 0.1)) {
    found.push(
      issue('video_frame_rate', {
        found: Math.round(rate * 100) / 100,
        minimum: rules.minFramesPerSecond,
        maximum: rules.maxFramesPerSecond,
      }),
    );
  }
  return found;
}

function isOneOf(list: readonly string[], value: string): boolean {
  return list.includes(value);
}
