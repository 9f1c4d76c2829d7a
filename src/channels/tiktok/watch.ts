import type { Checkpoint } from '../adapter.ts';
import type { PublishOutcome } from '../../domain/outcome.ts';
import { cancelPull } from './cancel.ts';
import { laterOf } from './ask-again.ts';
import { outcomeOf, unclear, verdictOn, verdictOnFailReason } from './errors.ts';
import { permalinkOf } from './links.ts';
import { isOverdue, nextDraftLookAt, nextPollAt, nextPostIdAt } from './poll-times.ts';
import { NOTHING_SENT, type InPhase } from './progress.ts';
import { readStatus, type PublishStatus } from './status.ts';
import type { NoValue } from './tiktok-call.ts';
import { checkpoint, isPublic, type Steps, type Turn } from './turn.ts';

/** TikTok has what it needs. From here on a new init could double the post: only its status tells what became of it. */
export async function* beginWatching(turn: Turn, publishId: string, logId: string | null = null): Steps {
  const since = turn.tools.clock.now();
  const evidence = { publish_id: publishId, ...(logId === null ? {} : { log_id: logId }) };
  yield checkpoint({ phase: 'processing', publishId, since: since.toString(), status: null }, 'processing', evidence);
  return { kind: 'waiting', until: nextPollAt(since, since) };
}

/** One look at a post in processing (tiktok.md 7). */
export async function* watch(turn: Turn, progress: InPhase<'processing'>): Steps {
  const { api, tools, request } = turn;
  const answer = await readStatus(api, progress.publishId);
  if (answer.kind !== 'ok') return whenStatusFailed(turn, progress, answer);
  const { status, failReason, uploadedBytes } = answer.value;
  const evidence = { publish_id: progress.publishId, status, fail_reason: failReason, log_id: answer.logId };

  const out = outPhase(turn, progress.publishId, answer.value);
  if (out !== null) {
    yield checkpoint(out, status === 'SEND_TO_USER_INBOX' ? 'draft delivered' : 'published', evidence);
    return outcomeOfPost(turn, out);
  }
  if (status === 'FAILED') {
    // Final, so a new attempt cannot double the post (tiktok.md 7, `internal`).
    yield checkpoint(NOTHING_SENT, 'failed', evidence);
    return outcomeOf(verdictOnFailReason(failReason, request.attempt, answer.logId), tools);
  }
  if (status !== progress.status) {
    yield checkpoint({ ...progress, status }, 'processing', { ...evidence, uploaded_bytes: uploadedBytes });
  }
  if (status === 'PROCESSING_DOWNLOAD' && isTimeToCancel(progress.since, tools.clock.now())) {
    return yield* giveUpPull(turn, progress, evidence);
  }
  return stillProcessing(turn, progress);
}

/** Time for a cancelled pull to be shown as failed. */
const CANCEL_SHOWS_SECONDS = 10;
/** For so long it is called off again when it still shows as running; then it is left to `confirm`. */
const CANCELLING_MINUTES = 5;

function isTimeToCancel(since: string, now: Temporal.Instant): boolean {
  const begun = Temporal.Instant.from(since);
  return isOverdue(begun, now) && !isOverdue(begun, now.subtract({ minutes: CANCELLING_MINUTES }));
}

/**
 * A pull that has not come through in its hour (tiktok.md 5.4) is called off: then its status says for certain that
 * nothing went out. Where TikTok does not take that, the outcome stays open, and is asked for.
 */
async function* giveUpPull(turn: Turn, progress: InPhase<'processing'>, evidence: Checkpoint['evidence']): Steps {
  yield checkpoint(progress, 'cancelling', evidence);
  if (!(await cancelPull(turn.api, progress.publishId))) return stillProcessing(turn, progress);
  yield checkpoint(progress, 'cancelled', evidence);
  return { kind: 'waiting', until: turn.tools.clock.now().add({ seconds: CANCEL_SHOWS_SECONDS }) };
}

/** `out` when the status says that the post or the draft is delivered. */
export function outPhase({ tools }: Turn, publishId: string, status: PublishStatus): InPhase<'out'> | null {
  if (status.status !== 'PUBLISH_COMPLETE' && status.status !== 'SEND_TO_USER_INBOX') return null;
  return {
    phase: 'out',
    publishId,
    delivered: status.status === 'PUBLISH_COMPLETE' ? 'post' : 'inbox',
    since: tools.clock.now().toString(),
    postId: status.postIds[0] ?? null,
  };
}

/** Where a delivered post is seen, and when there is more to learn of it. A draft is nowhere yet (tiktok.md 5.6). */
export function placeOfPost(turn: Turn, { delivered, since, postId }: InPhase<'out'>) {
  const deliveredAt = Temporal.Instant.from(since);
  const now = turn.tools.clock.now();
  if (delivered === 'inbox')
    return { externalId: null, permalink: null, followUpAt: nextDraftLookAt(deliveredAt, now) };
  // A post that not everybody can see never gets an id; who sees a finished draft, only its creator knows.
  const idMayCome = postId === null && (isPublic(turn) || turn.payload.mode === 'inbox');
  return {
    externalId: postId,
    permalink: permalinkOf(turn, postId),
    followUpAt: idMayCome ? nextPostIdAt(deliveredAt, now) : null,
  };
}

export function outcomeOfPost(turn: Turn, progress: InPhase<'out'>): PublishOutcome {
  return { kind: 'published', ...placeOfPost(turn, progress) };
}

/** The bytes are in, so a failed question is no failed post: ask again, or leave it to `confirm`. */
function whenStatusFailed(turn: Turn, progress: InPhase<'processing'>, answer: NoValue): PublishOutcome {
  if (answer.kind === 'no_room') return { kind: 'waiting', until: answer.until };
  const { failure, pause } = verdictOn(answer);
  const askAt = laterOf(turn.tools, progress.since, failure.failureClass, pause);
  const isPassing = failure.failureClass === 'transient' || failure.failureClass === 'rate';
  if (isPassing && !isOverdue(Temporal.Instant.from(progress.since), turn.tools.clock.now())) {
    return { kind: 'waiting', until: askAt };
  }
  // A token that no refresh could save keeps its class: that is what tells the account is lost (tiktok.md 9).
  const known = failure.failureClass === 'token' ? failure : unclear(failure);
  return { kind: 'unknown', failure: known, askAt };
}

function stillProcessing({ tools }: Turn, { since }: InPhase<'processing'>): PublishOutcome {
  const begun = Temporal.Instant.from(since);
  const now = tools.clock.now();
  const until = nextPollAt(begun, now);
  if (!isOverdue(begun, now)) return { kind: 'waiting', until };
  return {
    kind: 'unknown',
    failure: {
      failureClass: 'unknown',
      says: { word: 'tiktok.stillProcessing' },
      platformCode: 'processing',
      traceId: null,
      httpStatus: null,
    },
    askAt: until,
  };
}
