import { describe, expect, test } from 'vitest';
import {
  JOB_MOVEMENTS,
  JOB_NEWS,
  JOB_STATES,
  move,
  refusalOf,
  STORED_AS,
  stateOf,
  type JobNews,
  type JobState,
} from './publish-job.ts';

const news = Object.keys(JOB_NEWS) as JobNews[];

function reachableFrom(start: JobState, without: readonly JobNews[] = []): Set<JobState> {
  const seen = new Set<JobState>();
  const queue: JobState[] = [start];
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    for (const happening of news) {
      if (without.includes(happening)) continue;
      const next = move(state, happening);
      if (next !== null && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return seen;
}

describe('the table of job states', () => {
  test('every state but the last leads to published in the end', () => {
    for (const state of JOB_STATES.filter((each) => each !== 'published')) {
      expect(reachableFrom(state), state).toContain('published');
    }
  });

  test('every state can be reached from scheduled', () => {
    expect(reachableFrom('scheduled')).toEqual(new Set(JOB_STATES));
  });

  test('published is final', () => {
    expect(JOB_MOVEMENTS.published).toEqual({});
  });

  test('an unknown outcome never leads back to sending without proof or a person', () => {
    const proofOrPerson: JobNews[] = ['confirmedNotLive', 'confirmedNotLiveAtLast', 'personSaysPostAgain'];
    for (const undecided of ['confirming', 'undecided'] as const) {
      expect(reachableFrom(undecided)).toContain('sending');
      expect(
        [...reachableFrom(undecided, proofOrPerson)].filter((state) => state === 'sending' || state === 'scheduled'),
      ).toEqual([]);
    }
  });

  test('each news can happen somewhere', () => {
    for (const happening of news)
      expect(
        JOB_STATES.some((state) => move(state, happening) !== null),
        happening,
      ).toBe(true);
  });

  test.each<[JobState, ReturnType<typeof refusalOf>[]]>([
    ['scheduled', [null, 'NOTHING_TO_RETRY', null, null]],
    ['sending', ['JOB_IN_FLIGHT', 'JOB_IN_FLIGHT', 'JOB_IN_FLIGHT', 'JOB_IN_FLIGHT']],
    ['confirming', ['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']],
    ['retrying', [null, null, null, null]],
    ['published', ['ALREADY_PUBLISHED', 'ALREADY_PUBLISHED', 'ALREADY_PUBLISHED', null]],
    ['needs_attention', [null, null, null, null]],
    ['undecided', ['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']],
  ])('one that is %s is moved, retried, edited, deleted only where that makes sense', (state, refusals) => {
    expect((['rescheduled', 'retriedNow', 'edited', 'deleted'] as const).map((wish) => refusalOf(state, wish))).toEqual(
      refusals,
    );
  });

  test('what a person may ask of a job is what its table lets happen', () => {
    for (const state of JOB_STATES) {
      for (const wish of ['rescheduled', 'retriedNow'] as const) {
        expect(refusalOf(state, wish) === null, `${state}, ${wish}`).toBe(move(state, wish) !== null);
      }
    }
  });

  test('what is stored tells the state again', () => {
    for (const state of JOB_STATES) {
      const stored = STORED_AS[state];
      expect(stateOf({ status: stored.status, unknownSince: stored.unknown ? 'since' : null })).toBe(state);
    }
  });
});
