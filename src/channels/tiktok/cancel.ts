import { z } from 'zod';
import type { TiktokApi } from './tiktok-api.ts';

/**
 * Asks TikTok to stop a pull; only running pulls can be stopped (tiktok.md 5.5). `true`: taken, and the status becomes
 * FAILED / publish_cancelled. `false` says nothing about the post: it may go out or have gone out.
 */
export async function cancelPull(api: TiktokApi, publishId: string): Promise<boolean> {
  const answer = await api.post('/v2/post/publish/cancel/', { publish_id: publishId }, z.object({}).catch({}));
  return answer.kind === 'ok';
}
