import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../test/support/clock.ts';
import type { FollowUpOutcome, Progress } from '../adapter.ts';
import { followUp } from './follow-up.ts';
import { newPublishing, readProgress, type InstagramProgress } from './progress.ts';
import { ACCOUNT_ID, FakeGraph, refusal, SETTINGS, testRequest, type FakeAnswers } from './testing/fake-graph.ts';

const START = '2026-11-23T09:00:00Z';
const REQUEST = testRequest({ payload: { firstComment: 'Ask me @anything' } });
const PERMALINK = 'https://www.instagram.com/p/abc/';
const WRITE = 'POST /M/comments';
const LIST = 'GET /M/comments';
const POST = { id: 'M', caption: REQUEST.caption, timestamp: '2026-11-23T09:00:02+0000', media_type: 'IMAGE' };

const GOOD: FakeAnswers = {
  'GET /M': { json: { id: 'M', permalink: PERMALINK } },
  [WRITE]: { json: { id: 'C' } },
  [LIST]: { json: { data: [] } },
  [`GET /${ACCOUNT_ID}/media`]: { json: { data: [POST] } },
};

function live(more: Partial<InstagramProgress> = {}): Progress {
  return { ...readProgress({}, REQUEST), publishing: newPublishing('K', START), mediaId: 'M', ...more };
}

/** Follows up until there is nothing more to do. */
async function follow(answers: FakeAnswers, progress: Progress = live()) {
  const clock = new VirtualClock(START);
  const graph = new FakeGraph({ ...GOOD, ...answers });
  let stored = progress;
  const turns: FollowUpOutcome[] = [];
  for (;;) {
    const steps = followUp(SETTINGS, graph.tools(clock), REQUEST, stored);
    let step = await steps.next();
    for (; step.done !== true; step = await steps.next())
      stored = JSON.parse(JSON.stringify(step.value.progress)) as Progress;
    turns.push(step.value);
    const { againAt } = step.value;
    if (againAt === null) return { last: step.value, turns: turns.length, graph, progress: stored, clock };
    await clock.advanceTo(againAt);
  }
}

describe('after publication', () => {
  it('the permalink is read and the comment written, once', async () => {
    const { last, turns, graph } = await follow({});
    expect(last).toEqual({ externalId: 'M', permalink: PERMALINK, againAt: null });
    expect(turns).toBe(1);
    expect(graph.calls.filter(({ form }) => form.get('message') === 'Ask me @anything')).toHaveLength(1);
  });

  it('a permalink that cannot be read yet is read later, and holds no comment up', async () => {
    const { last, turns, graph } = await follow({
      'GET /M': [refusal(100, 33), refusal(4, 2207051), { json: { id: 'M', permalink: PERMALINK } }],
    });
    expect(last.permalink).toBe(PERMALINK);
    expect(turns).toBe(3);
    expect(graph.count(WRITE)).toBe(1);
  });

  it('the post is looked for where its id was lost', async () => {
    const { last, progress } = await follow({}, live({ mediaId: null }));
    expect(last.externalId).toBe('M');
    expect(progress).toMatchObject({ comment: { id: 'C' } });
  });

  it('nothing is commented on where two posts may be ours', async () => {
    const two = { json: { data: [POST, { ...POST, id: 'N' }] } };
    const { last, graph } = await follow({ [`GET /${ACCOUNT_ID}/media`]: two }, live({ mediaId: null }));
    expect(last).toEqual({ externalId: null, permalink: null, againAt: null });
    expect(graph.count(WRITE)).toBe(0);
  });
});

describe('a first comment whose answer was lost', () => {
  it('is found and not written again', async () => {
    const { graph, progress } = await follow({
      [WRITE]: { broken: 'ECONNRESET' },
      [LIST]: { json: { data: [{ id: 'C', text: 'Ask me anything', username: 'lucia.ceramics' }] } },
    });
    expect(graph.count(WRITE)).toBe(1);
    expect(progress).toMatchObject({ comment: { id: 'C' } });
  });

  it('is written again only when it surely is not there', async () => {
    const { graph, clock } = await follow({
      [WRITE]: [{ status: 502, text: '<html>' }, { json: { id: 'C' } }],
      [LIST]: { json: { data: [{ id: 'X', text: 'Ask me anything', username: 'somebody.else' }] } },
    });
    expect(graph.count(WRITE)).toBe(2);
    expect(clock.now().since(Temporal.Instant.from(START)).total('seconds')).toBeGreaterThanOrEqual(60);
  });

  it('is not written again while the comments cannot be read', async () => {
    const { graph } = await follow({ [WRITE]: { broken: 'ECONNRESET' }, [LIST]: refusal(2) });
    expect(graph.count(WRITE)).toBe(1);
  });
});

describe('a first comment that is refused', () => {
  it.each([
    ['for its words', refusal(100)],
    ['for want of a permission', refusal(10)],
  ])('%s is given up', async (_, answer) => {
    const { graph, last, progress } = await follow({ [WRITE]: answer });
    expect(graph.count(WRITE)).toBe(1);
    expect(last).toMatchObject({ permalink: PERMALINK, againAt: null });
    expect(progress).toMatchObject({ comment: { givenUp: true } });
  });

  it('for the number of calls is written later', async () => {
    const { progress } = await follow({ [WRITE]: [refusal(17), { json: { id: 'C' } }] });
    expect(progress).toMatchObject({ comment: { id: 'C' } });
  });
});
