import type { TiktokPayload } from '../../contract/payload.ts';

/** The call that opens a publish. Repeating one makes a second post: there is no idempotency key (tiktok.md 10). */
export interface InitCall {
  path: string;
  body: object;
}

export type VideoSource =
  | { source: 'FILE_UPLOAD'; video_size: number; chunk_size: number; total_chunk_count: number }
  | { source: 'PULL_FROM_URL'; video_url: string };

/**
 * The choices that videos and photos share (tiktok.md 5.1, 6). What is not allowed is forbidden explicitly, and both
 * brand toggles are always sent, as booleans.
 */
export function sharedChoices(payload: TiktokPayload): Record<string, unknown> {
  return {
    privacy_level: payload.privacyLevel,
    disable_comment: !payload.allowComment,
    brand_content_toggle: payload.commercialDisclosure && payload.brandContent,
    brand_organic_toggle: payload.commercialDisclosure && payload.brandOrganic,
  };
}
