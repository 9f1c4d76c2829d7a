import { InstagramPayload, TiktokPayload } from '../contract/payload.ts';
import { composeCaption } from '../domain/caption.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { openOthers } from '../store/other-post-ids.ts';
import { readSendable } from '../store/read-sendable.ts';
import type { PipelineContext } from './context.ts';

/**
 * Whether another post of the account, of which nobody knows yet what became of it, may have gone out with these words.
 * One that was edited since may have had any.
 */
export async function mayHaveTwin(context: PipelineContext, job: ClaimedJob, caption: string): Promise<boolean> {
  const open = await openOthers(context.database, job, context.clock.now());
  for (const { entryId, wasEdited } of open) {
    if (wasEdited) return true;
    const other = await readSendable(context.database, entryId);
    if (other === null) continue;
    const payload = job.channel === 'ig' ? InstagramPayload.parse(other.payload) : TiktokPayload.parse(other.payload);
    if (composeCaption({ shared: other, override: payload }) === caption) return true;
  }
  return false;
}
