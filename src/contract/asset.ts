import { z } from 'zod';
import { Channel } from './channel.ts';
import { Issue } from './issue.ts';
import { Id, InstantText, PageQuery } from './primitives.ts';

export const ASSET_KINDS = ['image', 'video'] as const;
export const AssetKind = z.enum(ASSET_KINDS);
export type AssetKind = z.infer<typeof AssetKind>;

/** What probing found in a video's bytes; `null` where the container does not say. */
export const VideoFacts = z.object({
  durationMs: z.number(),
  framesPerSecond: z.number().nullable(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  bitsPerSecond: z.number().nullable(),
  /** `false`: the index stands behind the data, which Instagram refuses (instagram.md 8). `null`: not an MP4/MOV. */
  moovFirst: z.boolean().nullable(),
  hasEditList: z.boolean().nullable(),
});
export type VideoFacts = z.infer<typeof VideoFacts>;

/**
 * Facts of a stored file as the rules see them. `width` and `height` are pixels as shown, after rotation.
 * `mimeType` is what the bytes are, never what the uploader said.
 */
export const AssetFacts = z.object({
  kind: AssetKind,
  mimeType: z.string(),
  sizeBytes: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  hasAlpha: z.boolean().optional(),
  colourSpace: z.string().nullable().optional(),
  video: VideoFacts.nullable(),
});
export type AssetFacts = z.infer<typeof AssetFacts>;

/** Where the creator wants an image cut, as fractions 0..1 of its shown width and height. */
export const Crop = z.strictObject({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  width: z.number().gt(0).max(1),
  height: z.number().gt(0).max(1),
});
export type Crop = z.infer<typeof Crop>;

export const Asset = AssetFacts.extend({
  id: Id,
  filename: z.string(),
  sha256: z.string(),
  /** Signed, expiring, and naming no path. */
  url: z.string(),
  thumbnailUrl: z.string().nullable(),
  tags: z.array(z.string()),
  crop: Crop.nullable(),
  usedByPostIds: z.array(Id),
  /** What each channel would say of this file alone: empty means it fits. */
  fit: z.record(Channel, z.array(Issue)),
  createdAt: InstantText,
});
export type Asset = z.infer<typeof Asset>;

export const ListAssetsQuery = PageQuery.extend({
  kind: AssetKind.optional(),
  tag: z.string().max(40).optional(),
  used: z.enum(['true', 'false']).optional(),
  search: z.string().max(200).optional(),
});
export const PatchAsset = z.strictObject({
  filename: z.string().trim().min(1).max(200).optional(),
  tags: z.array(z.string().trim().min(1).max(40)).max(30).optional(),
  crop: Crop.nullable().optional(),
});
