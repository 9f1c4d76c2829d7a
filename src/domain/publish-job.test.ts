import { describe, expect, test } from 'vitest';
import {
  JOB_MOVEMENTS,
  JOB_NEWS,
  JOB_STATES,
  move,
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

  test('what is stored tells the state again', () => {
    for (const state of JOB_STATES) {
      const stored = STORED_AS[state];
      expect(stateOf({ status: stored.status, unknownSince: stored.unknown ? 'since' : null })).toBe(state);
    }
  });
});
