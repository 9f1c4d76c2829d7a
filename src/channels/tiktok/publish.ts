import type { Failure, PublishOutcome } from '../../domain/outcome.ts';
import type { Progress } from '../adapter.ts';
import { objectionOf } from './creator-check.ts';
import { readCreatorInfo } from './creator-info.ts';
import { outcomeOf, verdictOn } from './errors.ts';
import { nextPollAt } from './poll-times.ts';
import { readProgress, type InPhase } from './progress.ts';
import { sendByPull } from './send-by-pull.ts';
import { sendFile } from './send-file.ts';
import type { Steps, Turn } from './turn.ts';
import { outcomeOfPost, watch } from './watch.ts';

/**
 * Takes a post from wherever it stands as far as it can go now (tiktok.md 5 to 7, 10). Starting again is safe in the
 * first three phases: their upload_url died with the generator that held it, so what they left can never become a post.
 */
export async function* publish(turn: Turn, stored: Progress): Steps {
  const progress = readProgress(stored);
  switch (progress.phase) {
    case 'nothing_sent':
    case 'task_asked':
    case 'uploading':
      return yield* start(turn);
    case 'last_chunk':
    case 'pull_asked':
      return askFirst(turn, progress);
    case 'processing':
      return yield* watch(turn, progress);
    case 'out':
      return outcomeOfPost(turn, progress);
  }
}

async function* start(turn: Turn): Steps {
  const obstacle = await lookAtCreator(turn);
  if (obstacle !== null) return obstacle;
  return turn.kind === 'photos' || turn.settings.preferPull ? yield* sendByPull(turn) : yield* sendFile(turn);
}

/**
 * creator_info once more, right before publishing (tiktok.md 11, U3, U4, U9). A draft needs none of it: the creator
 * decides in the app, and may not have granted the scope.
 */
async function lookAtCreator({ api, payload, request, tools }: Turn): Promise<PublishOutcome | null> {
  if (payload.mode === 'inbox') return null;
  const first = await readCreatorInfo(api);
  // It changes nothing, and a retry would make the post five minutes late.
  const isLost = first.kind === 'lost' || first.kind === 'unreadable';
  const answer = isLost ? await readCreatorInfo(api) : first;
  if (answer.kind === 'no_room') return { kind: 'waiting', until: answer.until };
  if (answer.kind !== 'ok') return outcomeOf(verdictOn(answer), tools);
  const failure = objectionOf(answer.value, payload, request.media);
  return failure === null ? null : { kind: 'needsPerson', failure };
}

/** Something was sent whose answer nobody has: only `confirm` leads on. */
function askFirst({ tools }: Turn, { since }: InPhase<'last_chunk' | 'pull_asked'>): PublishOutcome {
  const failure: Failure = {
    failureClass: 'unknown',
    says: { word: 'tiktok.connectionBroke' },
    platformCode: null,
    traceId: null,
    httpStatus: null,
  };
  return { kind: 'unknown', failure, askAt: nextPollAt(Temporal.Instant.from(since), tools.clock.now()) };
}
