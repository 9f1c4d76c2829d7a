import { z } from 'zod';
import type { Progress } from '../adapter.ts';

const Moment = z.string();

/**
 * How far a post got, as it is stored with the job. The upload_url is in none of them: it is a credential, and without
 * it a task that lacks bytes can never complete, which is what makes starting again safe (tiktok.md 10).
 */
const TiktokProgress = z.discriminatedUnion('phase', [
  /** Nothing that could become a post exists at TikTok. */
  z.object({ phase: z.literal('nothing_sent') }),
  /** A FILE_UPLOAD init is under way: at most a task that nobody can feed (tiktok.md 10). */
  z.object({ phase: z.literal('task_asked') }),
  /** Bytes before the last chunk are on their way. */
  z.object({ phase: z.literal('uploading'), publishId: z.string(), sentBytes: z.int() }),
  /** The last bytes may be in, and TikTok posts by itself once they are. Until `sendingUntil` a PUT may still run. */
  z.object({
    phase: z.literal('last_chunk'),
    publishId: z.string(),
    sizeBytes: z.int(),
    since: Moment,
    sendingUntil: Moment,
  }),
  /** A pull was asked for and has not been answered: TikTok may be fetching already, and will post alone. */
  z.object({ phase: z.literal('pull_asked'), attempt: z.int(), since: Moment }),
  /** TikTok has what it needs, or fetches it. `status`: what it said last. */
  z.object({ phase: z.literal('processing'), publishId: z.string(), since: Moment, status: z.string().nullable() }),
  /** Delivered. `inbox`: the creator has not finished the draft. `postId`: the public one, once known. */
  z.object({
    phase: z.literal('out'),
    publishId: z.string().nullable(),
    delivered: z.enum(['post', 'inbox']),
    since: Moment,
    postId: z.string().nullable(),
  }),
]);
export type TiktokProgress = z.infer<typeof TiktokProgress>;
export type InPhase<Phase extends TiktokProgress['phase']> = Extract<TiktokProgress, { phase: Phase }>;

export const NOTHING_SENT: TiktokProgress = { phase: 'nothing_sent' };

/** Reads what was stored; an empty record is a job's beginning. Throws for anything this adapter never wrote. */
export function readProgress(progress: Progress): TiktokProgress {
  return Object.keys(progress).length === 0 ? NOTHING_SENT : TiktokProgress.parse(progress);
}
