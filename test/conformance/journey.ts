import type { Checkpoint, FollowUpOutcome, Progress, Publisher, PublishRequest } from '../../src/channels/adapter.ts';
import type { FailureClass } from '../../src/contract/job.ts';
import { later } from '../../src/domain/clock.ts';
import type { ConfirmOutcome, Failure, PublishOutcome } from '../../src/domain/outcome.ts';
import { nextAttemptAt } from '../../src/domain/retry-schedule.ts';
import type { VirtualClock } from '../support/clock.ts';
import type { JourneyEnd } from './subject.ts';

/** Where the worker dies: at the n-th checkpoint (from 1) of the whole story, before or after committing it. */
export interface Crash {
  checkpoint: number;
  when: 'before_commit' | 'after_commit';
}

export interface Journey {
  end: JourneyEnd;
  outcomes: PublishOutcome[];
  confirmations: ConfirmOutcome[];
  checkpoints: Checkpoint[];
  failures: Failure[];
  attempts: number;
  crashed: boolean;
  externalId: string | null;
  permalink: string | null;
  progress: Progress;
}

/** More turns than any honest story takes: 24 hours of asking are some 40. */
const MOST_TURNS = 300;
const FOLLOW_UPS = 12;
/** What a retry may cure; everything else is for a person at once (spec.md 5.3). */
const PASSING: readonly FailureClass[] = ['transient', 'rate', 'unknown'];

/**
 * One job from its hour to its end, as the worker leads it: each checkpoint is committed (through JSON, as the database
 * would) before the next step, `waiting` gives the job back, retries come at 5, 15 and 30 minutes, what is unclear is
 * asked about. Time is the virtual clock's and passes in jumps.
 */
export async function travel(
  publisher: Publisher,
  requestFor: (attempt: number) => PublishRequest,
  clock: VirtualClock,
  crash: Crash | null = null,
): Promise<Journey> {
  const journey: Journey = {
    end: 'retriesUsedUp',
    outcomes: [],
    confirmations: [],
    checkpoints: [],
    failures: [],
    attempts: 1,
    crashed: false,
    externalId: null,
    permalink: null,
    progress: {},
  };

  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const outcome = await oneTurn(
      publisher.publish(requestFor(journey.attempts), stored(journey.progress)),
      journey,
      crash,
    );
    // The worker died; its lease runs out, and another takes the job up from what was committed.
    if (outcome === 'crashed') {
      await clock.advanceBy({ minutes: 2 });
      continue;
    }
    journey.outcomes.push(outcome);
    switch (outcome.kind) {
      case 'published':
        journey.externalId = outcome.externalId;
        journey.permalink = outcome.permalink;
        await followUp(publisher, requestFor(journey.attempts), journey, clock, outcome.followUpAt, crash);
        return { ...journey, end: 'published' };
      case 'waiting':
        await moveTo(clock, outcome.until);
        break;
      case 'needsPerson':
        journey.failures.push(outcome.failure);
        return { ...journey, end: 'needsPerson' };
      case 'retry':
        journey.failures.push(outcome.failure);
        if (!(await waitForRetry(journey, clock, outcome.notBefore))) return { ...journey, end: 'retriesUsedUp' };
        break;
      case 'unknown': {
        journey.failures.push(outcome.failure);
        await moveTo(clock, outcome.askAt);
        const end = await ask(publisher, requestFor(journey.attempts), journey, clock, crash);
        if (end !== null) return { ...journey, end };
      }
    }
  }
  throw new Error(`no end after ${MOST_TURNS} turns; last outcome ${JSON.stringify(journey.outcomes.at(-1))}`);
}

/** Asks until there is an answer. `null`: proven not live, and a retry is left. */
async function ask(
  publisher: Publisher,
  request: PublishRequest,
  journey: Journey,
  clock: VirtualClock,
  crash: Crash | null,
): Promise<JourneyEnd | null> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const { outcome, progress } = await publisher.confirm(request, stored(journey.progress));
    journey.progress = stored(progress);
    journey.confirmations.push(outcome);
    switch (outcome.kind) {
      case 'live':
        journey.externalId = outcome.externalId;
        journey.permalink = outcome.permalink;
        await followUp(publisher, request, journey, clock, outcome.followUpAt, crash);
        return 'published';
      case 'personDecides':
        journey.failures.push(outcome.failure);
        return 'personDecides';
      case 'notLive':
        journey.failures.push(outcome.failure);
        if (!PASSING.includes(outcome.failure.failureClass)) return 'needsPerson';
        return (await waitForRetry(journey, clock, outcome.notBefore)) ? null : 'retriesUsedUp';
      case 'unknown':
        await moveTo(clock, outcome.askAt);
    }
  }
  throw new Error('asking has no end');
}

async function waitForRetry(
  journey: Journey,
  clock: VirtualClock,
  notBefore: Temporal.Instant | null,
): Promise<boolean> {
  const next = nextAttemptAt(journey.attempts, clock.now(), notBefore);
  if (next === null) return false;
  journey.attempts += 1;
  await moveTo(clock, next);
  return true;
}

async function followUp(
  publisher: Publisher,
  request: PublishRequest,
  journey: Journey,
  clock: VirtualClock,
  at: Temporal.Instant | null,
  crash: Crash | null,
): Promise<void> {
  let due = at;
  for (let turn = 0; due !== null && turn < FOLLOW_UPS; turn += 1) {
    await moveTo(clock, due);
    const outcome: FollowUpOutcome | 'crashed' = await oneTurn(
      publisher.followUp(request, stored(journey.progress)),
      journey,
      crash,
    );
    if (outcome === 'crashed') continue;
    journey.externalId = outcome.externalId ?? journey.externalId;
    journey.permalink = outcome.permalink ?? journey.permalink;
    due = outcome.againAt;
  }
}

/** Runs a generator to its end, committing each checkpoint; or to where the worker dies. */
async function oneTurn<Outcome>(
  steps: AsyncGenerator<Checkpoint, Outcome, void>,
  journey: Journey,
  crash: Crash | null,
): Promise<Outcome | 'crashed'> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
    const isLast = !journey.crashed && crash !== null && journey.checkpoints.length + 1 === crash.checkpoint;
    journey.checkpoints.push(step.value);
    if (isLast) journey.crashed = true;
    if (!isLast || crash.when === 'after_commit') journey.progress = stored(step.value.progress);
    // The generator is left where it stands: a killed process runs no `finally` either.
    if (isLast) return 'crashed';
  }
}

/** What the database gives back. Whatever JSON loses was never progress. */
function stored(progress: Progress): Progress {
  return JSON.parse(JSON.stringify(progress)) as Progress;
}

/** The job is taken up when it is due, never before. */
async function moveTo(clock: VirtualClock, instant: Temporal.Instant): Promise<void> {
  await clock.advanceTo(later(clock.now(), instant));
}
