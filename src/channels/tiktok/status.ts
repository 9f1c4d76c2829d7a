import { z } from 'zod';
import { ExactId } from './exact-json.ts';
import type { TiktokApi } from './tiktok-api.ts';
import type { TiktokAnswer } from './tiktok-call.ts';

const PostIds = z.array(ExactId).nullish().catch(null);
const Count = z.int().nullish().catch(null);

const StatusAnswer = z
  .object({
    status: z.string(),
    fail_reason: z.string().nullish().catch(null),
    // Spelled so (tiktok.md 7); the other spelling in case it is ever put right.
    publicaly_available_post_id: PostIds,
    publicly_available_post_id: PostIds,
    uploaded_bytes: Count,
  })
  .transform((answer) => ({
    status: answer.status,
    failReason: answer.fail_reason || null,
    postIds: answer.publicaly_available_post_id ?? answer.publicly_available_post_id ?? [],
    /** `null`: not said. */
    uploadedBytes: answer.uploaded_bytes ?? null,
  }));
export type PublishStatus = z.output<typeof StatusAnswer>;

/** What became of a publish. Changes nothing; 30 a minute and token (tiktok.md 7). */
export function readStatus(api: TiktokApi, publishId: string): Promise<TiktokAnswer<PublishStatus>> {
  return api.post('/v2/post/publish/status/fetch/', { publish_id: publishId }, StatusAnswer);
}
