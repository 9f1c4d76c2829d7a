/** Instagram's media rules on bytes that were really fetched (instagram.md 8), as rows of its catalogue. */
import type { KeptMedia } from '../core/media-store.ts';
import { probeImage } from '../core/probe-image.ts';
import { probeVideo } from '../core/probe-video.ts';
import type { Core } from '../platform.ts';
import { catalogueError } from './errors.ts';
import type { GraphError } from './errors.ts';
import type { InstagramSettings } from './settings.ts';

/** "The error text says 8 MiB." */
const IMAGE_MAX_BYTES = 8 * 1024 * 1024;
const COVER_FORMATS = ['jpeg'];

/** Null when Instagram would take the image. Checked in the order size, format, shape. */
export async function imageProblem(
  core: Core,
  media: KeptMedia,
  settings: InstagramSettings,
): Promise<GraphError | null> {
  const facts = await probeImage(core.media.pathOf(media.hash));
  if (facts === null) return catalogueError(9004, 2207052);
  if (media.sizeBytes > IMAGE_MAX_BYTES) return catalogueError(36000, 2207004);
  const formats = settings.acceptOtherImageFormats ? ['jpeg', 'png', 'webp'] : ['jpeg'];
  if (!formats.includes(facts.format) || facts.multiPicture) return catalogueError(36001, 2207005);
  if (!facts.decodes) return catalogueError(9004, 2207052);
  return hasAllowedShape(facts.width, facts.height) ? null : catalogueError(36003, 2207009);
}

/** 4:5 to 1.91:1; half a percent of grace, since sizes are whole pixels. */
function hasAllowedShape(width: number, height: number): boolean {
  const ratio = width / height;
  return ratio >= 0.8 * 0.995 && ratio <= 1.91 * 1.005;
}

/** A reel's cover: JPEG of any shape, at most 8 MB. */
export async function coverProblem(core: Core, media: KeptMedia): Promise<GraphError | null> {
  const facts = await probeImage(core.media.pathOf(media.hash));
  if (facts === null) return catalogueError(9004, 2207052);
  if (media.sizeBytes > IMAGE_MAX_BYTES) return catalogueError(36000, 2207004);
  return COVER_FORMATS.includes(facts.format) && facts.decodes ? null : catalogueError(36001, 2207005);
}

export interface VideoProblem {
  readonly subcode: number;
  readonly reason: string;
}

/** The subcode with which processing ends, and why; null when the video is fine. */
export async function videoProblem(
  core: Core,
  media: KeptMedia,
  thumbOffsetMs: number | null,
  settings: InstagramSettings,
): Promise<VideoProblem | null> {
  const facts = await probeVideo(core.media.pathOf(media.hash));
  if (facts === null) return { subcode: 2207052, reason: 'what came is no video' };
  if (media.sizeBytes > settings.reelLargestBytes) return unsupported('the file is too large');
  if (facts.container === 'other') return unsupported(`${facts.mimeType} is neither MP4 nor MOV`);
  if (facts.codec !== 'avc' && facts.codec !== 'hevc') return unsupported(`video codec ${facts.codec}`);
  if (facts.audio !== null && facts.audio.codec !== 'aac') return unsupported(`audio codec ${facts.audio.codec}`);
  if (facts.audio !== null && facts.audio.sampleRate > 48_000) return unsupported('audio above 48 kHz');
  if (facts.audio !== null && facts.audio.channels > 2) return unsupported('more than two audio channels');
  if (settings.requireFastStart && facts.layout?.moovFirst === false) return unsupported('moov after mdat');
  const cut = facts.layout?.editLists ?? 'none';
  if (cut === 'cutting' && settings.editLists !== 'any') return unsupported('an edit list that cuts the video');
  if (cut === 'trivial' && settings.editLists === 'none') return unsupported('an edit list');
  // A constant 23 or 60 is often written as 22.99 or 60.01.
  if (facts.framesPerSecond < 22.9 || facts.framesPerSecond > 60.5) return unsupported(`${facts.framesPerSecond} fps`);
  if (facts.width > 1920) return unsupported(`width ${facts.width}`);
  const ratio = facts.width / facts.height;
  if (ratio < 0.01 || ratio > 10) return unsupported('aspect ratio');
  if (facts.durationSeconds < 2.95) return unsupported('shorter than 3 seconds');
  if (facts.durationSeconds > 900.5) return unsupported('longer than 15 minutes');
  if (facts.bitsPerSecond > 25_500_000) return unsupported('more than 25 Mbps');
  if (thumbOffsetMs !== null && thumbOffsetMs >= facts.durationSeconds * 1000) {
    return { subcode: 2207057, reason: 'thumb_offset outside the video' };
  }
  return null;
}

function unsupported(reason: string): VideoProblem {
  return { subcode: 2207026, reason };
}
