import type { AssetKind } from '../contract/asset.ts';
import { UPLOAD_LIMITS } from '../domain/limits.ts';

/** The file types the library takes, and the name a person knows them by. */
export const ACCEPTED_TYPES = {
  'image/jpeg': { kind: 'image', name: 'JPEG', extension: 'jpg' },
  'image/png': { kind: 'image', name: 'PNG', extension: 'png' },
  'image/webp': { kind: 'image', name: 'WebP', extension: 'webp' },
  'image/heic': { kind: 'image', name: 'HEIC', extension: 'heic' },
  'video/mp4': { kind: 'video', name: 'MP4', extension: 'mp4' },
  'video/quicktime': { kind: 'video', name: 'MOV', extension: 'mov' },
  'video/webm': { kind: 'video', name: 'WebM', extension: 'webm' },
} as const satisfies Record<string, { kind: AssetKind; name: string; extension: string }>;

export type AcceptedType = keyof typeof ACCEPTED_TYPES;

export const ACCEPTED_WORDS = 'JPEG, PNG, WebP or HEIC images and MP4, MOV or WebM videos';

/** Other spellings that browsers and tools use for the same thing. */
const ALIASES: Record<string, AcceptedType> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/heif': 'image/heic',
  'video/x-m4v': 'video/mp4',
  'video/m4v': 'video/mp4',
};

export function isAcceptedType(mimeType: string): mimeType is AcceptedType {
  return Object.hasOwn(ACCEPTED_TYPES, mimeType);
}

/** The accepted type behind what an uploader wrote (`image/jpg; q=1`), or `null`. */
export function acceptedType(declared: string): AcceptedType | null {
  const bare = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  const known = ALIASES[bare] ?? bare;
  return isAcceptedType(known) ? known : null;
}

/** What a file of this kind may weigh at most, in bytes (spec.md 9, "Upload"). */
export function uploadLimit(kind: AssetKind): number {
  return kind === 'image' ? UPLOAD_LIMITS.imageBytes : UPLOAD_LIMITS.videoBytes;
}

/**
 * What to do instead with a type that is not taken. Instagram takes JPEG only and TikTok JPEG or WebP
 * (instagram.md 8, tiktok.md 9).
 */
export function adviceFor(mimeType: string): string {
  switch (mimeType) {
    case 'image/avif':
      return 'This is an AVIF image. Export it as JPEG and upload that.';
    case 'image/gif':
      return 'This is a GIF, which neither Instagram nor TikTok takes. Save a still as JPEG, or export the animation as an MP4 video.';
    case 'image/svg+xml':
      return 'This is an SVG drawing. Export it as PNG or JPEG and upload that.';
    case 'image/tiff':
      return 'This is a TIFF or camera raw file. Export it as JPEG and upload that.';
    case 'video/x-matroska':
      return 'This is an MKV video, which neither Instagram nor TikTok takes. Export it as MP4 (H.264 and AAC) and upload that.';
    case 'video/3gpp':
      return 'This is a 3GP video. Export it as MP4 (H.264 and AAC) and upload that.';
    case 'audio/mp4':
    case 'audio/mpeg':
      return 'This is a sound file without a picture. Make a video of it, or upload an image.';
    case 'text/html':
      return `This is a web page, not an image or video. Punctual takes ${ACCEPTED_WORDS}.`;
    default:
      return `Punctual takes ${ACCEPTED_WORDS}; this file is something else. Export it as JPEG or MP4 and upload that.`;
  }
}
