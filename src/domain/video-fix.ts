import type { VideoFacts } from '../contract/asset.ts';
import type { Channel } from '../contract/channel.ts';
import type { IssueDraft } from './issues.ts';
import { INSTAGRAM_LIMITS, TIKTOK_LIMITS } from './limits.ts';
import { judgeAsset, type MediaItem } from './media-rules.ts';

/** What has to become of a video so that these channels take it. Sizes in pixels as shown, times in milliseconds. */
export interface VideoFix {
  /** The longest it may be; `null`: its length is no obstacle. */
  maximumMs: number | null;
  /** Set where every picture must be coded anew; otherwise the pictures are taken over as they are. */
  encode: { width: number; height: number; framesPerSecond: number | null; bitsPerSecond: number } | null;
  /** The sound must be coded anew, as AAC. */
  encodeSound: boolean;
}

/** What an exporting program is to be told, for all these channels at once. */
export interface ExportAdvice {
  maximumMs: number;
  minimumMs: number;
  width: number;
  height: number;
  framesPerSecond: number;
  megabitsPerSecond: number;
  maximumBytes: number;
}

/** Room for the sound and the container, and for an encoder that overshoots. */
const SAFETY = 0.85;
/** What looks good at 1080 × 1920 and 30 pictures a second; more helps nobody on a phone. */
const GOOD_BITS_PER_PIXEL = 0.13;
const STEADY_FRAMES = 30;

/** What no program in the browser can put right: too short stays too short. */
const HOPELESS = ['video_too_short'];
/** Obstacles that need new pictures, beyond a new container. */
const NEW_PICTURES = ['video_codec', 'video_dimensions', 'video_frame_rate', 'video_bit_rate', 'video_too_large'];

/**
 * How to make the channels take a video that they refuse; `null` where nothing is in the way, or nothing can be done here.
 * `creatorMaximumMs`: TikTok's own limit for this creator (tiktok.md 4, U4).
 */
export function planVideoFix(
  channels: readonly Channel[],
  item: MediaItem,
  creatorMaximumMs: number | null = null,
): VideoFix | null {
  const { video } = item;
  if (video === null) return null;
  const obstacles = channels.flatMap((channel) => judgeAsset(channel, item)).map(({ code }) => code);
  const longest = Math.min(...channels.map(longestOf), creatorMaximumMs ?? Number.POSITIVE_INFINITY);
  const isTooLong = video.durationMs > longest;
  if (obstacles.some((code) => HOPELESS.includes(code))) return null;
  if (!isTooLong && !obstacles.some(isFixable)) return null;
  const durationMs = Math.min(video.durationMs, longest);
  const isNew = obstacles.some((code) => NEW_PICTURES.includes(code) && !trimCures(code, channels, item, durationMs));
  const encodeSound = channels.includes('ig') && video.audioCodec !== null && video.audioCodec !== 'aac';
  return {
    maximumMs: isTooLong ? longest : null,
    encode: isNew ? encoding(channels, item, video, durationMs) : null,
    encodeSound,
  };
}

/** The numbers to export with, where it cannot be done here. */
export function exportAdvice(channels: readonly Channel[], item: MediaItem): ExportAdvice {
  const maximumMs = Math.min(...channels.map(longestOf));
  const durationMs = Math.min(item.video?.durationMs ?? maximumMs, maximumMs);
  const { width, height } = fitting(channels, item);
  const bits = bitRate(channels, width, height, STEADY_FRAMES, durationMs);
  return {
    maximumMs,
    minimumMs: Math.max(...channels.map((channel) => rulesOf(channel).minDurationMs)),
    width,
    height,
    framesPerSecond: STEADY_FRAMES,
    megabitsPerSecond: Math.max(1, Math.round(bits / 1_000_000)),
    maximumBytes: Math.min(...channels.map((channel) => rulesOf(channel).sizeBytes)),
  };
}

/** Whether one of these stands in the way and can be put right by coding or packing anew. */
export function isFixable(code: IssueDraft['code']): boolean {
  return (
    NEW_PICTURES.includes(code) ||
    ['video_format', 'audio_codec', 'video_too_long', 'video_too_long_for_creator', 'video_index_last'].includes(
      code,
    ) ||
    code === 'video_edit_list'
  );
}

function rulesOf(channel: Channel): typeof INSTAGRAM_LIMITS.reel | typeof TIKTOK_LIMITS.video {
  return channel === 'ig' ? INSTAGRAM_LIMITS.reel : TIKTOK_LIMITS.video;
}

function longestOf(channel: Channel): number {
  return rulesOf(channel).maxDurationMs;
}

/** A video that is only too large because it is too long is small enough when it is cut. */
function trimCures(code: string, channels: readonly Channel[], item: MediaItem, durationMs: number): boolean {
  if (code !== 'video_too_large' || item.video === null) return false;
  const share = durationMs / item.video.durationMs;
  return channels.every((channel) => item.sizeBytes * share <= rulesOf(channel).sizeBytes * 0.95);
}

function encoding(channels: readonly Channel[], item: MediaItem, video: VideoFacts, durationMs: number) {
  const { width, height } = fitting(channels, item);
  const rate = video.framesPerSecond;
  const isOdd = rate === null || rate < 23 || rate > 60;
  const frames = isOdd ? STEADY_FRAMES : rate;
  return {
    width,
    height,
    framesPerSecond: isOdd ? STEADY_FRAMES : null,
    bitsPerSecond: bitRate(channels, width, height, frames, durationMs),
  };
}

/** The largest even size of the same shape that every channel takes, and 1080 across at most: phones show no more. */
function fitting(channels: readonly Channel[], item: MediaItem): { width: number; height: number } {
  const limits = [
    1080 / Math.min(item.width, item.height),
    ...channels.map((channel) =>
      channel === 'ig'
        ? INSTAGRAM_LIMITS.reel.maxWidth / item.width
        : TIKTOK_LIMITS.video.maxSide / Math.max(item.width, item.height),
    ),
  ];
  // A picture too small for TikTok is enlarged to just what it asks for.
  const least = channels.includes('tiktok') ? TIKTOK_LIMITS.video.minSide / Math.min(item.width, item.height) : 0;
  const scale = Math.max(Math.min(1, ...limits), least);
  return { width: even(item.width * scale), height: even(item.height * scale) };
}

/** H.264 halves the colours' resolution: odd sizes cannot be coded. */
function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}

function bitRate(
  channels: readonly Channel[],
  width: number,
  height: number,
  framesPerSecond: number,
  durationMs: number,
): number {
  const good = width * height * framesPerSecond * GOOD_BITS_PER_PIXEL;
  const mostBySize = channels.map((channel) => (rulesOf(channel).sizeBytes * 8 * SAFETY) / (durationMs / 1000));
  const mostByRate = channels.includes('ig') ? INSTAGRAM_LIMITS.reel.bitsPerSecond * SAFETY : Number.POSITIVE_INFINITY;
  return Math.round(Math.min(good, mostByRate, ...mostBySize));
}
