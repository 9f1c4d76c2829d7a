/**
 * Calls that TikTok takes from one access token in any 60 seconds (tiktok.md 4, 5.1, 5.6, 6, 7, 9). Kept across
 * workers by the pipeline; a 429 is answered by this adapter all the same.
 */
export const TIKTOK_RATE_WINDOWS = {
  creator_info: { calls: 20, seconds: 60 },
  init: { calls: 6, seconds: 60 },
  inbox_init: { calls: 6, seconds: 60 },
  content_init: { calls: 6, seconds: 60 },
  status: { calls: 30, seconds: 60 },
  user_info: { calls: 600, seconds: 60 },
  video_list: { calls: 600, seconds: 60 },
} as const;
