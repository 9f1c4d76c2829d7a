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

/** One turn, with the progress as it is on disk after it. */
async function turnOf(
  graph: FakeGraph,
  clock: VirtualClock,
  stored: Progress,
): Promise<{ outcome: FollowUpOutcome; progress: Progress }> {
  let progress = stored;
  const steps = followUp(SETTINGS, graph.tools(clock), REQUEST, progress);
  let step = await steps.next();
  for (; step.done !== true; step = await steps.next())
    progress = JSON.parse(JSON.stringify(step.value.progress)) as Progress;
  return { outcome: step.value, progress };
}

/** Follows up until there is nothing more to do. */
async function follow(answers: FakeAnswers, progress: Progress = live()) {
  const clock = new VirtualClock(START);
  const graph = new FakeGraph({ ...GOOD, ...answers });
  let stored = progress;
  for (let turns = 1; ; turns += 1) {
    const turn = await turnOf(graph, clock, stored);
    stored = turn.progress;
    const { againAt } = turn.outcome;
    if (againAt === null) return { last: turn.outcome, turns, graph, progress: stored, clock };
    await clock.advanceTo(againAt);
  }
}

describe('after publication', () => {
  it('the permalink is read and the comment written, once', async () => {
    const { last, turns, graph } = await follow({});
    expect(last).toEqual({
      externalId: 'M',
      permalink: PERMALINK,
      againAt: null,
      firstComment: { state: 'written' },
    });
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
    expect(last).toMatchObject({
      externalId: null,
      permalink: null,
      againAt: null,
      firstComment: { state: 'missing' },
    });
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
    const { graph, last } = await follow({ [WRITE]: { broken: 'ECONNRESET' }, [LIST]: refusal(2) });
    expect(graph.count(WRITE)).toBe(1);
    expect(last.firstComment?.state).toBe('missing');
  });
});

describe('a first comment that is refused', () => {
  it.each([
    ['for its words', refusal(100), 'instagram.commentRefused'],
    ['for want of a permission', refusal(10), 'instagram.permission'],
  ])('%s is given up, with the reason', async (_, answer, word) => {
    const { graph, last, progress } = await follow({ [WRITE]: answer });
    expect(graph.count(WRITE)).toBe(1);
    expect(last).toMatchObject({
      permalink: PERMALINK,
      againAt: null,
      firstComment: { state: 'missing', says: { word } },
    });
    expect(last.failure).toBeUndefined();
    expect(progress).toMatchObject({ comment: { givenUp: true } });
  });

  it('for the number of calls is written later', async () => {
    const { progress } = await follow({ [WRITE]: [refusal(17), { json: { id: 'C' } }] });
    expect(progress).toMatchObject({ comment: { id: 'C' } });
  });
});

describe('a login that is lost after publication', () => {
  const LOST = refusal(190, 460);

  it.each([
    ['when the permalink is read', { 'GET /M': [LOST, { json: { id: 'M', permalink: PERMALINK } }] }, 0],
    ['when the comment is written', { [WRITE]: [LOST, { json: { id: 'C' } }] }, 1],
    ['while a lost answer is looked for', { [WRITE]: { broken: 'ECONNRESET' }, [LIST]: LOST }, 1],
  ] satisfies [string, FakeAnswers, number][])(
    '%s leaves the comment owed and uses no try up',
    async (_, answers, writes) => {
      const clock = new VirtualClock(START);
      const graph = new FakeGraph({ ...GOOD, ...answers });
      const first = await turnOf(graph, clock, live());
      const step = first.outcome.failure === undefined ? await turnOf(graph, clock, first.progress) : first;
      expect(step.outcome).toMatchObject({
        failure: { failureClass: 'token', platformCode: '190/460' },
        firstComment: { state: 'waiting' },
        againAt: Temporal.Instant.from(START).add({ hours: 72 }),
      });
      expect(graph.count(WRITE)).toBe(writes);
      expect(step.progress).toMatchObject({ comment: { id: null, givenUp: false } });
    },
  );

  it('is followed by the comment once it is back, unless the creator has written it meanwhile', async () => {
    for (const [there, writes] of [
      [[], 2],
      [[{ id: 'C', text: 'Ask me anything', username: 'lucia.ceramics' }], 1],
    ] as const) {
      const clock = new VirtualClock(START);
      const graph = new FakeGraph({
        ...GOOD,
        [WRITE]: [LOST, { json: { id: 'C' } }],
        [LIST]: { json: { data: [...there] } },
      });
      const { progress } = await turnOf(graph, clock, live());
      await clock.advanceBy({ hours: 70 });
      const { outcome } = await turnOf(graph, clock, progress);
      expect(outcome).toMatchObject({ permalink: PERMALINK, againAt: null, firstComment: { state: 'written' } });
      expect(graph.count(WRITE)).toBe(writes);
    }
  });

  it('for three days costs the comment, which is then never written', async () => {
    const { last, graph, progress, clock } = await follow({ 'GET /M': LOST });
    expect(last).toMatchObject({ againAt: null, firstComment: { state: 'missing' } });
    const later = new FakeGraph(GOOD);
    expect((await turnOf(later, clock, progress)).outcome).toMatchObject({ againAt: null });
    expect(graph.count(WRITE) + later.count(WRITE)).toBe(0);
  });

  it('and made good by linking another account has nothing asked or written with that one', async () => {
    const graph = new FakeGraph({});
    const progress = live({ publishing: newPublishing('K', START, 'the one before') });
    const { outcome } = await turnOf(graph, new VirtualClock(START), progress);
    expect(outcome).toMatchObject({ externalId: 'M', firstComment: { state: 'waiting' } });
    expect(graph.calls).toEqual([]);
  });
});
