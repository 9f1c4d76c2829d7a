/**
 * The platforms' numbers, each with its source. They stand here and nowhere else: the composer counts with them,
 * readiness judges with them, the adapters rely on them.
 */
export const INSTAGRAM_LIMITS = {
  /** instagram.md 9 */
  captionLength: 2200,
  mentions: 20,
  hashtags: 30,
  /** Instagram's own cap since December 2025; what the API does above it is not documented (instagram.md 9). */
  hashtagsShown: 5,
  /** instagram.md 5.2 */
  altTextLength: 1000,
  collaborators: 3,
  /** instagram.md 6, from memory there */
  firstCommentLength: 300,
  firstCommentHashtags: 4,
  firstCommentLinks: 1,
  /** instagram.md 5.1 */
  carouselItems: { min: 2, max: 10 },
  /** instagram.md 8 */
  image: { sizeBytes: 8_000_000, minAspect: 0.8, maxAspect: 1.91, maxWidth: 1440, minWidth: 320 },
  reel: {
    sizeBytes: 300_000_000,
    minDurationMs: 3_000,
    maxDurationMs: 900_000,
    minFramesPerSecond: 23,
    maxFramesPerSecond: 60,
    maxWidth: 1920,
    minAspect: 0.01,
    maxAspect: 10,
    bitsPerSecond: 25_000_000,
    mimeTypes: ['video/mp4', 'video/quicktime'],
    videoCodecs: ['avc', 'hevc'],
    audioCodecs: ['aac'],
  },
  /** Advice only: no current table exists for videos inside a carousel (instagram.md 8). */
  carouselVideoDurationMs: 60_000,
} as const;

export const TIKTOK_LIMITS = {
  /** tiktok.md 5.1: the caption of a video, in UTF-16 units */
  videoTitleLength: 2200,
  /** tiktok.md 6 */
  photoTitleLength: 90,
  photoDescriptionLength: 4000,
  photos: { min: 1, max: 35 },
  hashtagsShown: 5,
  /** tiktok.md 9, "Media rules" */
  video: {
    sizeBytes: 4_000_000_000,
    minDurationMs: 1_000,
    shortDurationMs: 3_000,
    maxDurationMs: 600_000,
    minFramesPerSecond: 23,
    maxFramesPerSecond: 60,
    minSide: 360,
    maxSide: 4096,
    mimeTypes: ['video/mp4', 'video/quicktime', 'video/webm'],
    videoCodecs: ['avc', 'hevc', 'vp8', 'vp9'],
  },
  photo: { sizeBytes: 20_000_000, maxLongSide: 1920, maxShortSide: 1080 },
  /** tiktok.md 5.6: drafts waiting in the creator's inbox */
  pendingDrafts: 5,
  /** tiktok.md 9, "Caps": direct posts a creator and day, shared with every other app */
  directPostsPerDay: 15,
} as const;

/** What an upload may weigh at most: the larger of what the channels take (spec.md 8). */
export const UPLOAD_LIMITS = { imageBytes: 50_000_000, videoBytes: TIKTOK_LIMITS.video.sizeBytes } as const;
