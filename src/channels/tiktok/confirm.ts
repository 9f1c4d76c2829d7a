import { later } from '../../domain/clock.ts';
import type { Confirmation, Progress } from '../adapter.ts';
import { laterOf } from './ask-again.ts';
import { confirmPull } from './confirm-pull.ts';
import { foundOut, live, NEVER_COMPLETE, notLive, NOTHING_WENT_OUT, personDecides } from './confirmations.ts';
import { verdictOn, verdictOnFailReason } from './errors.ts';
import { isHopeless, isOverdue, nextPollAt } from './poll-times.ts';
import { readProgress, type InPhase } from './progress.ts';
import { readStatus, type PublishStatus } from './status.ts';
import type { Turn } from './turn.ts';
import { lookForPost } from './video-list.ts';
import { outPhase } from './watch.ts';

/**
 * What became of a post whose fate is unclear: the tables of tiktok.md 10. Publishes nothing; a pull's own URLs are
 * closed, which is on our side. `notLive` is said only of what can never become a post any more.
 */
export async function confirm(turn: Turn, stored: Progress): Promise<Confirmation> {
  const progress = readProgress(stored);
  switch (progress.phase) {
    case 'nothing_sent':
    case 'task_asked':
    case 'uploading':
      return notLive({ failure: NOTHING_WENT_OUT, pause: 'none' }, turn);
    case 'out':
      return live(turn, progress);
    case 'pull_asked':
      return confirmPull(turn, progress);
    case 'last_chunk':
    case 'processing':
      return await confirmByStatus(turn, progress);
  }
}

async function confirmByStatus(turn: Turn, progress: InPhase<'last_chunk' | 'processing'>): Promise<Confirmation> {
  const answer = await readStatus(turn.api, progress.publishId);
  if (answer.kind !== 'ok') {
    const { failure, pause } = verdictOn(answer);
    const askAt = laterOf(turn.tools, progress.since, failure.failureClass, pause);
    // TikTok has forgotten the id, so its status will never tell: look at the profile right away.
    return await lookFurther(turn, progress, askAt, failure.failureClass === 'unknown');
  }
  const out = outPhase(turn, progress.publishId, answer.value);
  if (out !== null) return live(turn, out);
  if (answer.value.status === 'FAILED') {
    return notLive(verdictOnFailReason(answer.value.failReason, turn.request.attempt, answer.logId), turn);
  }
  if (progress.phase === 'last_chunk' && lacksBytes(turn, progress, answer.value)) {
    return notLive({ failure: NEVER_COMPLETE, pause: 'none' }, turn);
  }
  const { since } = progress;
  const askAt = nextPollAt(Temporal.Instant.from(since), turn.tools.clock.now());
  return await lookFurther(turn, progress, askAt, false);
}

/** Time for bytes that TikTok had received but not yet counted when the connection broke. */
const SETTLING_MINUTES = 2;

/**
 * Whether the upload can never complete: TikTok still lacks bytes, the only holder of the upload_url has given up, and
 * what it last sent can no longer be on its way.
 */
function lacksBytes({ tools }: Turn, progress: InPhase<'last_chunk'>, { uploadedBytes }: PublishStatus): boolean {
  if (uploadedBytes === null || uploadedBytes >= progress.sizeBytes) return false;
  const settled = Temporal.Instant.from(progress.sendingUntil).add({ minutes: SETTLING_MINUTES });
  return Temporal.Instant.compare(tools.clock.now(), settled) >= 0;
}

/** Status has not told: from an hour on, and at once where it never will, the public profile may (tiktok.md 10). */
async function lookFurther(
  turn: Turn,
  progress: InPhase<'last_chunk' | 'processing'>,
  askAt: Temporal.Instant,
  idForgotten: boolean,
): Promise<Confirmation> {
  const since = Temporal.Instant.from(progress.since);
  const now = turn.tools.clock.now();
  const { proof, candidates } =
    idForgotten || isOverdue(since, now) ? await lookForPost(turn, since) : { proof: null, candidates: [] };
  if (proof !== null) return live(turn, foundOut(turn, progress.publishId, proof));
  if (isHopeless(since, now) || candidates.length > 1) return personDecides(progress, candidates);
  // An id that TikTok does not know comes back seldom, if ever; moderation takes minutes to hours.
  const patient = idForgotten ? later(askAt, now.add({ minutes: 15 })) : askAt;
  return { outcome: { kind: 'unknown', askAt: patient }, progress };
}
