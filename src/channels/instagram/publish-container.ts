import { z } from 'zod';
import type { Checkpoint } from '../adapter.ts';
import { networkFailure } from '../http-call.ts';
import { DAILY_LIMIT } from '../../domain/account-verdict.ts';
import { plainText, type Failure, type PublishOutcome } from '../../domain/outcome.ts';
import { whenSlotFrees } from './baseline.ts';
import type { Verdict } from './errors.ts';
import type { GraphAnswer } from './graph-call.ts';
import { GraphId } from './graph-json.ts';
import { newPublishing, type Container, type InstagramProgress } from './progress.ts';
import { FIRST_QUESTION } from './question-schedule.ts';
import { readPublishingLimit } from './publishing-limit.ts';
import { judge, moment, waitOf, outcomeOf, unclearFailure, type Turn } from './turn.ts';

/** "Usually 1–10 s, incidents of over 2 minutes" (instagram.md 6). */
const TIMEOUT_MS = 180_000;

type Publishing = NonNullable<InstagramProgress['publishing']>;

const Published = z.object({ id: GraphId });

/**
 * The one call that cannot be taken back. Its intent is on disk before it; whatever does not prove that nothing went
 * out is `unknown`, and only asking leads on (instagram.md 12).
 */
export async function* publishContainer(
  turn: Turn,
  container: Container,
  baseline: NonNullable<InstagramProgress['baseline']>,
): AsyncGenerator<Checkpoint, PublishOutcome, void> {
  const { api, accountId, clock, journal } = turn;
  const before = journal.progress.publishing;
  const intent = newPublishing(container.id, moment(clock.now()), accountId);
  const publishing = before === null ? intent : { ...intent, firstStartedAt: before.firstStartedAt };
  yield journal.note({ baseline, publishing, polling: null }, 'publishing', { container: container.id });

  const answer = await api.post(`${accountId}/media_publish`, { creation_id: container.id }, Published, TIMEOUT_MS);
  if (answer.kind === 'ok') {
    yield journal.note({ mediaId: answer.value.id }, 'published', { id: answer.value.id, traceId: answer.traceId });
    return published(turn, answer.value.id);
  }
  if (answer.kind === 'not_sent') {
    yield journal.note({ publishing: before }, 'publishing not sent', { reason: answer.reason });
    return outcomeOf(networkFailure({ kind: 'not_sent', reason: answer.reason }, 'instagram'));
  }
  if (answer.kind === 'refused') return yield* afterRefusal(turn, container, { before, publishing }, answer);
  const code = answer.kind === 'unreadable' ? `HTTP ${answer.httpStatus}` : plainText(answer.reason, 60);
  yield journal.note({}, 'publishing unclear', { answer: answer.kind, code });
  return unclear(turn, unclearFailure(code));
}

/** @param calls what the progress said of earlier calls, put back when this one has certainly done nothing; and of this */
async function* afterRefusal(
  turn: Turn,
  container: Container,
  { before, publishing }: { before: Publishing | null; publishing: Publishing },
  { error, usage }: Extract<GraphAnswer<never>, { kind: 'refused' }>,
): AsyncGenerator<Checkpoint, PublishOutcome, void> {
  const { clock, journal } = turn;
  const { verdict, errors } = judge(turn, error, 'publish');
  const { failure, atPublish } = verdict;
  const evidence = { code: failure.platformCode, traceId: failure.traceId };
  const refused = { ...publishing, refusedWith: verdict.key };
  if (atPublish.kind === 'unclear') {
    yield journal.note({ errors, publishing: refused }, 'publishing unclear', evidence);
    return unclear(turn, failure);
  }
  if (atPublish.kind === 'refused') {
    yield journal.note({ errors, publishing: before }, 'publishing refused', evidence);
    return outcomeOf(failure, await whenAgain(turn, verdict, usage.regainMinutes));
  }

  const { pausesSeconds, last } = atPublish;
  const seconds = pausesSeconds[journal.progress.notReady];
  // Of a container that an earlier unclear call may have published, "not found" may mean just that.
  const isDoubtful = before !== null && journal.progress.notReady === 0;
  if (last === 'unclear' && (isDoubtful || seconds === undefined)) {
    yield journal.note({ errors, notReady: 0, publishing: refused }, 'publishing unclear', evidence);
    return unclear(turn, unclearFailure(failure.platformCode));
  }
  // The call stays on record: before the next one its post is looked for all the same.
  const again = {
    errors,
    publishing: { ...publishing, isNotLive: true },
    container: { ...container, finishedAt: null },
  };
  if (seconds === undefined) {
    yield journal.note({ ...again, notReady: 0 }, 'never ready', evidence);
    return outcomeOf(failure);
  }
  yield journal.note({ ...again, notReady: journal.progress.notReady + 1 }, 'not ready', evidence);
  return { kind: 'waiting', until: clock.now().add({ seconds }) };
}

async function whenAgain(turn: Turn, verdict: Verdict, regainMinutes: number): Promise<Temporal.Instant | null> {
  if (verdict.key !== DAILY_LIMIT) return waitOf(turn, verdict, regainMinutes);
  const limit = await readPublishingLimit(turn.api, turn.accountId);
  return limit.kind === 'ok' ? whenSlotFrees(turn, limit.value.used) : turn.clock.now().add({ hours: 1 });
}

/** The permalink is best effort and comes later: the read right after publishing can fail (instagram.md 6). */
export function published({ clock, journal }: Turn, mediaId: string): PublishOutcome {
  const { permalink } = journal.progress;
  return { kind: 'published', externalId: mediaId, permalink, followUpAt: clock.now() };
}

function unclear({ clock }: Turn, failure: Failure): PublishOutcome {
  return { kind: 'unknown', failure, askAt: clock.now().add(FIRST_QUESTION) };
}
