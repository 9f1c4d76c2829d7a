import type { PublishOutcome } from '../../domain/outcome.ts';
import type { PublishMedia } from '../adapter.ts';
import { planChunks } from './chunk-plan.ts';
import { outcomeOf, unclear, verdictOn, type Verdict } from './errors.ts';
import { askForUpload } from './init-call.ts';
import { nextPollAt } from './poll-times.ts';
import { NOTHING_SENT } from './progress.ts';
import { checkpoint, type Steps, type Turn } from './turn.ts';
import { sendBytes, type UploadTask } from './upload.ts';
import { isAllowedUploadUrl } from './upload-host.ts';
import { beginWatching } from './watch.ts';

/** A lost init or a dead upload is begun anew once on the spot; after that the job's own retries take over. */
const ROUNDS = 2;

/**
 * FILE_UPLOAD: opens a task, sends the bytes, and leaves the rest to TikTok. Safe to begin again until the last chunk
 * leaves: without its upload_url no task can become a post (tiktok.md 10).
 */
export async function* sendFile(turn: Turn): Steps {
  for (let round = 1; ; round += 1) {
    const isLastRound = round >= ROUNDS;
    const opened = yield* openTask(turn);
    if (opened.kind === 'no_room') return { kind: 'waiting', until: opened.until };
    if (opened.kind === 'failed') {
      if (opened.lost && !isLastRound) continue;
      return outcomeOf(opened.verdict, turn.tools);
    }
    const end = yield* sendBytes(turn, opened.task);
    switch (end.kind) {
      case 'all_in':
        return yield* beginWatching(turn, opened.task.publishId);
      case 'unclear':
        return unclearOutcome(turn, end.failure);
      case 'dead':
        yield checkpoint(NOTHING_SENT, 'upload failed', { publish_id: opened.task.publishId });
        if (end.failure.failureClass === 'transient' && !isLastRound) continue;
        return outcomeOf({ failure: end.failure, pause: 'none' }, turn.tools);
    }
  }
}

type Opened =
  | { kind: 'open'; task: UploadTask }
  | { kind: 'no_room'; until: Temporal.Instant }
  | { kind: 'failed'; verdict: Verdict; lost: boolean };

async function* openTask(turn: Turn): Steps<Opened> {
  const file = onlyFile(turn);
  const plan = planChunks(file.sizeBytes);
  yield checkpoint({ phase: 'task_asked' }, 'opening upload');
  const answer = await askForUpload(turn, plan);
  if (answer.kind === 'no_room') {
    yield checkpoint(NOTHING_SENT, 'waiting for room');
    return answer;
  }
  if (answer.kind !== 'ok') {
    const verdict = verdictOn(answer);
    const { platformCode, traceId } = verdict.failure;
    yield checkpoint(NOTHING_SENT, 'upload not opened', { error: platformCode, log_id: traceId });
    return { kind: 'failed', verdict, lost: answer.kind === 'lost' || answer.kind === 'unreadable' };
  }
  const { publish_id: publishId, upload_url: uploadUrl } = answer.value;
  const evidence = { publish_id: publishId, log_id: answer.logId };
  if (!isAllowedUploadUrl(uploadUrl, turn.settings)) {
    yield checkpoint(NOTHING_SENT, 'upload address refused', evidence);
    return { kind: 'failed', verdict: STRANGE_ADDRESS, lost: false };
  }
  // The handle is on disk before the first byte leaves: it is the only one there will ever be (tiktok.md 10).
  yield checkpoint({ phase: 'uploading', publishId, sentBytes: 0 }, 'upload opened', evidence);
  return { kind: 'open', task: { publishId, uploadUrl, file, plan } };
}

const STRANGE_ADDRESS: Verdict = {
  failure: {
    failureClass: 'permanent',
    says: { word: 'tiktok.strangeAddress' },
    platformCode: 'upload_url',
    traceId: null,
    httpStatus: null,
  },
  pause: 'none',
};

function unclearOutcome({ tools }: Turn, failure: Verdict['failure']): PublishOutcome {
  const now = tools.clock.now();
  return { kind: 'unknown', failure: unclear(failure), askAt: nextPollAt(now, now) };
}

function onlyFile({ request }: Turn): PublishMedia {
  const [file] = request.media;
  if (file === undefined) throw new TypeError('A video post has a video.');
  return file;
}
