import type { FollowUpOutcome, Progress } from '../adapter.ts';
import { readProgress, type InPhase } from './progress.ts';
import { readStatus, type PublishStatus } from './status.ts';
import { checkpoint, type Steps, type Turn } from './turn.ts';
import { placeOfPost } from './watch.ts';

/**
 * Learns what TikTok tells only later: the public id of a post after moderation, and whether the creator has finished
 * a draft (tiktok.md 5.6, 7). Whatever it hears, what is out stays out.
 */
export async function* followUp(turn: Turn, stored: Progress): Steps<FollowUpOutcome> {
  const progress = readProgress(stored);
  if (progress.phase !== 'out') return { permalink: null, externalId: null, againAt: null };
  if (progress.publishId === null || progress.postId !== null) return outcome(turn, progress);

  const answer = await readStatus(turn.api, progress.publishId);
  if (answer.kind !== 'ok') return outcome(turn, progress);
  const { status, postIds } = answer.value;
  const learnt = learn(turn, progress, answer.value);
  if (learnt !== progress) {
    // A draft can yield several posts (tiktok.md 7); the first stands for them.
    const evidence = { status, post_ids: postIds.join(','), log_id: answer.logId };
    yield checkpoint(learnt, learnt.postId === null ? 'draft posted' : 'post id known', evidence);
  }
  return outcome(turn, learnt);
}

function learn({ tools }: Turn, progress: InPhase<'out'>, { status, postIds }: PublishStatus): InPhase<'out'> {
  const [postId] = postIds;
  if (postId !== undefined) return { ...progress, delivered: 'post', postId };
  if (progress.delivered === 'post' || status !== 'PUBLISH_COMPLETE') return progress;
  return { ...progress, delivered: 'post', since: tools.clock.now().toString() };
}

function outcome(turn: Turn, progress: InPhase<'out'>): FollowUpOutcome {
  const { permalink, externalId, followUpAt } = placeOfPost(turn, progress);
  return { permalink, externalId, againAt: followUpAt };
}
