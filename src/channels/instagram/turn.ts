import type { AdapterTools, Checkpoint, PublishRequest } from '../adapter.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Failure, PublishOutcome } from '../../domain/outcome.ts';
import { kindOf, type EntryKind } from '../../domain/entry-kind.ts';
import type { InstagramPayload } from '../../contract/payload.ts';
import { classify, type PlatformError, type Step, type Verdict } from './errors.ts';
import { failureOf, type NoValue } from './graph-call.ts';
import { instagramApi, type InstagramApi } from './instagram-api.ts';
import { Journal, readProgress, type InstagramProgress } from './progress.ts';
import type { InstagramSettings } from './settings.ts';

export type InstagramKind = Extract<EntryKind, 'image' | 'reel' | 'carousel'>;

/** Everything one call of publish, confirm or followUp works with. */
export interface Turn {
  readonly settings: InstagramSettings;
  readonly tools: AdapterTools;
  readonly clock: Clock;
  readonly api: InstagramApi;
  readonly request: PublishRequest;
  readonly payload: InstagramPayload;
  readonly accountId: string;
  readonly journal: Journal;
}

/** A part of publishing: the way on, or the outcome that ends this turn. */
export type Part<T> = AsyncGenerator<Checkpoint, { ok: true; value: T } | Ended, void>;
export interface Ended {
  ok: false;
  outcome: PublishOutcome;
}

/** An entry of another channel, or stored progress that is not ours, is a bug of the caller's and throws. */
export function beginTurn(
  settings: InstagramSettings,
  tools: AdapterTools,
  request: PublishRequest,
  stored: Readonly<Record<string, unknown>>,
): Turn {
  if (request.choices.channel !== 'ig')
    throw new TypeError('an entry of another channel came to the Instagram adapter');
  return {
    settings,
    tools,
    clock: tools.clock,
    api: instagramApi(settings, tools, request.credentials),
    request,
    payload: request.choices.payload,
    accountId: request.credentials.externalAccountId,
    journal: new Journal(readProgress(stored, request)),
  };
}

/** `null`: no files, or more than one kind of post can carry. */
export function instagramKind({ request }: Turn): InstagramKind | null {
  const kind = kindOf(
    'ig',
    request.media.map((file) => file.kind),
  );
  return kind === 'image' || kind === 'reel' || kind === 'carousel' ? kind : null;
}

export function moment(instant: Temporal.Instant): string {
  return instant.toString();
}

export function ended(outcome: PublishOutcome): Ended {
  return { ok: false, outcome };
}

/** The outcome of a failure of which it is certain that nothing went out. */
export function outcomeOf(failure: Failure, notBefore: Temporal.Instant | null = null): PublishOutcome {
  switch (failure.failureClass) {
    case 'transient':
    case 'rate':
    case 'unknown':
      return { kind: 'retry', failure, notBefore };
    case 'token':
    case 'media':
    case 'content':
    case 'permanent':
      return { kind: 'needsPerson', failure };
  }
}

/** Classifies an error object and counts it, for the rows that change with repetition (instagram.md 11). */
export function judge(
  { journal }: Turn,
  error: PlatformError,
  step: Step,
): { verdict: Verdict; errors: InstagramProgress['errors'] } {
  const { errors } = journal.progress;
  const verdict = classify(error, step, (key) => errors[key] ?? 0);
  return { verdict, errors: { ...errors, [verdict.key]: (errors[verdict.key] ?? 0) + 1 } };
}

/**
 * Ends the turn over a call that brought nothing, at a step that changes nothing or leaves only an orphan behind.
 * `changes`: what to put into the progress with it.
 */
export async function* giveUp(
  turn: Turn,
  answer: NoValue,
  step: Exclude<Step, 'publish'>,
  at: string,
  changes: Partial<InstagramProgress> = {},
): AsyncGenerator<Checkpoint, Ended, void> {
  if (answer.kind !== 'refused') {
    yield turn.journal.note(changes, `${at} failed`, { answer: answer.kind });
    return ended(outcomeOf(failureOf(answer, step)));
  }
  const { verdict, errors } = judge(turn, answer.error, step);
  const { platformCode, traceId } = verdict.failure;
  yield turn.journal.note({ ...changes, errors }, `${at} refused`, { code: platformCode, traceId });
  return ended(outcomeOf(verdict.failure, waitOf(turn, verdict, answer.usage.regainMinutes)));
}

/** When a throttled call may be tried again: as the platform says, as the row says, or `null` (our own schedule). */
export function waitOf({ clock }: Turn, verdict: Verdict, regainMinutes: number): Temporal.Instant | null {
  const minutes = Math.max(regainMinutes, verdict.waitMinutes ?? 0);
  return verdict.failure.failureClass === 'rate' && minutes > 0 ? clock.now().add({ minutes }) : null;
}

/** Said while nobody knows whether the post is out. */
export function unclearFailure(platformCode: string | null = null): Failure {
  return {
    failureClass: 'unknown',
    says: { word: 'instagram.unclear' },
    platformCode,
    traceId: null,
    httpStatus: null,
  };
}
