import { z } from 'zod';
import { isBefore } from '../../domain/clock.ts';
import type { FailureWord } from '../../domain/failure-words.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { PlatformError } from './errors.ts';
import type { GraphAnswer } from './graph-call.ts';
import type { InstagramApi } from './instagram-api.ts';
import { newPublishing, type Container, type InstagramProgress } from './progress.ts';
import {
  ended,
  giveUp,
  judge,
  moment,
  waitOf,
  outcomeOf,
  unclearFailure,
  type Ended,
  type Part,
  type Turn,
} from './turn.ts';
import { HIGH_USAGE_PERCENT } from './usage.ts';

/** "3, 5, 8, 13, 21, 30, then every 30 s; give up waiting after 15 min but keep the container" (instagram.md 5.5). */
const PAUSES_SECONDS = [3, 5, 8, 13, 21, 30];
const LONGEST_WAIT = { minutes: 15 };
/** For so long a container that was just made may not be found. */
const NOT_FOUND_AT_FIRST = { minutes: 1 };
/** A `FINISHED` this old is looked at again before it is published. */
const BELIEVED_FOR = { seconds: 60 };
/** A wait that was put down for longer (a retry, a night) starts its pauses anew. */
const SAME_WAIT = { minutes: 4 };

export const ContainerStatus = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'ERROR', 'EXPIRED']),
  status: z.string().nullish(),
});
export type ContainerStatus = z.infer<typeof ContainerStatus>;

export function readContainer(api: InstagramApi, id: string): Promise<GraphAnswer<ContainerStatus>> {
  return api.get(id, { fields: 'id,status_code,status' }, ContainerStatus);
}

/**
 * Looks at each container once; the way on when all are `FINISHED`, else `waiting` until the next look. A container
 * that failed or expired is taken out of the progress, so that the next attempt makes another.
 */
export async function* waitUntilFinished(
  turn: Turn,
  containers: () => readonly (Container | null)[],
  replaced: (index: number, container: Container | null) => Partial<InstagramProgress>,
): Part<Container[]> {
  const { journal } = turn;
  if (journal.progress.polling === null && containers().some((each) => isFresh(turn, each))) {
    yield journal.note({ polling: newWait(turn) }, 'waiting for Instagram');
    return pauseFor(turn, 0);
  }
  let percent = 0;
  for (const [index, container] of containers().entries()) {
    if (container === null) throw new TypeError('a container that was never made cannot be waited for');
    if (isBelieved(turn, container)) continue;
    const looked = yield* look(turn, container, (next) => replaced(index, next));
    if (!looked.ok) return looked;
    percent = Math.max(percent, looked.value);
  }
  const ready = containers().filter((each) => each !== null && isBelieved(turn, each));
  if (ready.length === containers().length) return { ok: true, value: ready.filter((each) => each !== null) };
  return yield* waitOn(turn, percent);
}

/** One look. Answers how much of the call budget is used. */
async function* look(
  turn: Turn,
  container: Container,
  replaced: (container: Container | null) => Partial<InstagramProgress>,
): Part<number> {
  const { api, clock, journal } = turn;
  const answer = await readContainer(api, container.id);
  if (answer.kind !== 'ok') {
    // A look that failed says nothing of the container; only what needs a person, or time, ends the wait. 100/33 on
    // what was just made is a known spurious error (instagram.md 11).
    if (answer.kind !== 'refused') return { ok: true, value: 0 };
    if (isSpurious(answer.error)) {
      const isNew = !isOlderThan(turn, container, LONGEST_WAIT);
      return isNew ? { ok: true, value: answer.usage.percent } : yield* containerGone(turn, container, replaced(null));
    }
    if (isLost(answer.error) && isOlderThan(turn, container, NOT_FOUND_AT_FIRST)) {
      return yield* giveUp(turn, answer, 'process', 'status', { ...replaced(null), polling: null });
    }
    const { failure } = judge(turn, answer.error, 'other').verdict;
    if (failure.failureClass === 'transient') return { ok: true, value: answer.usage.percent };
    return yield* giveUp(turn, answer, 'other', 'status');
  }
  const { status_code: code, status } = answer.value;
  switch (code) {
    case 'IN_PROGRESS':
      break;
    case 'FINISHED':
      yield journal.note(replaced({ ...container, finishedAt: moment(clock.now()) }), 'container ready', {
        id: container.id,
      });
      break;
    case 'PUBLISHED':
      return yield* outAlready(turn, container);
    case 'ERROR':
      return yield* containerFailed(turn, container, status ?? '', replaced(null), answer.usage.regainMinutes);
    case 'EXPIRED':
      return yield* containerGone(turn, container, replaced(null));
  }
  return { ok: true, value: answer.usage.percent };
}

/** A call of ours that was taken for refused has published it after all: asking finds the post. */
async function* outAlready({ clock, journal }: Turn, container: Container): Part<never> {
  const startedAt = container.finishedAt ?? container.createdAt;
  const publishing = journal.progress.publishing ?? newPublishing(container.id, startedAt);
  const found = { ...publishing, containerId: container.id, isNotLive: false, asked: 0 };
  yield journal.note({ publishing: found }, 'found published', { id: container.id });
  return ended({ kind: 'unknown', failure: unclearFailure(), askAt: clock.now() });
}

/** The status text carries the error's subcode, and nothing else that is documented (instagram.md 5.5). */
async function* containerFailed(
  turn: Turn,
  container: Container,
  status: string,
  changes: Partial<InstagramProgress>,
  regainMinutes: number,
): Part<number> {
  const { verdict, errors } = judge(turn, containerError(status), 'process');
  yield turn.journal.note({ ...changes, errors, polling: null }, 'container failed', {
    id: container.id,
    code: verdict.failure.platformCode,
  });
  return ended(outcomeOf(verdict.failure, waitOf(turn, verdict, regainMinutes)));
}

/** Exported for the catalogue's test. A text without a number counts as an unlisted media error. */
export function containerError(status: string): PlatformError {
  const subcode = Number(/\b2207\d{3}\b/.exec(status)?.[0] ?? 2_207_000);
  return { code: null, subcode, message: '', userMessage: null, isTransient: false, traceId: null, httpStatus: null };
}

/** Expiry after a day is no failure of this attempt: another container is made at once. */
async function* containerGone(turn: Turn, container: Container, changes: Partial<InstagramProgress>): Part<never> {
  yield turn.journal.note({ ...changes, polling: null }, 'container gone', { id: container.id });
  if (isOlderThan(turn, container, { hours: 20 })) return ended({ kind: 'waiting', until: turn.clock.now() });
  return ended(outcomeOf(expiredFailure()));
}

function isOlderThan({ clock }: Turn, container: Container, age: { hours: number } | { minutes: number }): boolean {
  return isBefore(Temporal.Instant.from(container.createdAt).add(age), clock.now());
}

function isSpurious(error: PlatformError): boolean {
  return error.code === 100 && error.subcode === 33;
}

/** "A freak on a fresh container"; on another, the container is lost (instagram.md 11, code 24). */
function isLost(error: PlatformError): boolean {
  return error.subcode === 2_207_006 || error.subcode === 2_207_008;
}

function isBelieved({ clock }: Turn, container: Container | null): boolean {
  if (container === null || container.finishedAt === null) return false;
  return !isBefore(Temporal.Instant.from(container.finishedAt).add(BELIEVED_FOR), clock.now());
}

/** A container is never ready at once, so the first look comes after the first pause. */
function isFresh({ clock }: Turn, container: Container | null): boolean {
  if (container === null || container.finishedAt !== null) return false;
  return isBefore(clock.now(), Temporal.Instant.from(container.createdAt).add({ seconds: PAUSES_SECONDS[0] ?? 0 }));
}

async function* waitOn(turn: Turn, usagePercent: number): Part<never> {
  const { clock, journal, request } = turn;
  const now = clock.now();
  const before = journal.progress.polling;
  const goesOn =
    before !== null &&
    before.attempt === request.attempt &&
    isBefore(now, Temporal.Instant.from(before.last).add(SAME_WAIT));
  const wait = goesOn ? { ...before, last: moment(now), count: before.count + 1 } : newWait(turn);
  if (!isBefore(now, Temporal.Instant.from(wait.since).add(LONGEST_WAIT))) {
    yield journal.note({ polling: null }, 'waited in vain');
    return ended(outcomeOf(stillProcessing()));
  }
  yield journal.note({ polling: wait }, `waiting for Instagram, look ${wait.count}`);
  return pauseFor(turn, usagePercent);
}

function newWait({ clock, request }: Turn): NonNullable<InstagramProgress['polling']> {
  const now = moment(clock.now());
  return { attempt: request.attempt, since: now, last: now, count: 0 };
}

/** With 80 % of the call budget gone the pauses double (instagram.md 7). */
function pauseFor({ clock, journal }: Turn, usagePercent: number): Ended {
  const pause = PAUSES_SECONDS[journal.progress.polling?.count ?? 0] ?? 30;
  const seconds = usagePercent >= HIGH_USAGE_PERCENT ? pause * 2 : pause;
  return ended({ kind: 'waiting', until: clock.now().add({ seconds }) });
}

function stillProcessing(): Failure {
  return passing('instagram.notReady');
}

function expiredFailure(): Failure {
  return passing('instagram.preparedExpired');
}

function passing(word: FailureWord): Failure {
  return { failureClass: 'transient', says: { word }, platformCode: null, traceId: null, httpStatus: null };
}
