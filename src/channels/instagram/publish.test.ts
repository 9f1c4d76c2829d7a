import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../test/support/clock.ts';
import type { Checkpoint, Progress, PublishRequest } from '../adapter.ts';
import type { PublishOutcome } from '../../domain/outcome.ts';
import { publish } from './publish.ts';
import {
  ACCOUNT_ID,
  FakeGraph,
  refusal,
  SETTINGS,
  testFile,
  testRequest,
  type FakeAnswer,
  type FakeAnswers,
} from './testing/fake-graph.ts';

const START = '2026-11-23T09:00:00Z';
const CREATE = `POST /${ACCOUNT_ID}/media`;
const PUBLISH = `POST /${ACCOUNT_ID}/media_publish`;
const LIST = `GET /${ACCOUNT_ID}/media`;
const LIMIT = `GET /${ACCOUNT_ID}/content_publishing_limit`;

const status = (code: string): FakeAnswer => ({ json: { id: 'K', status_code: code } });
const used = (quota: number, headers: Record<string, string> = {}): FakeAnswer => ({
  json: { data: [{ quota_usage: quota, config: { quota_total: 50 } }] },
  headers,
});

const GOOD: FakeAnswers = {
  [LIMIT]: used(3),
  [CREATE]: { json: { id: 'K' } },
  'GET /K': status('FINISHED'),
  [LIST]: { json: { data: [] } },
  [PUBLISH]: { json: { id: 'M' } },
};

interface Turned {
  outcome: PublishOutcome;
  checkpoints: Checkpoint[];
  progress: Progress;
}

class Story {
  readonly clock = new VirtualClock(START);
  readonly graph: FakeGraph;
  progress: Progress = {};

  constructor(answers: FakeAnswers = {}) {
    this.graph = new FakeGraph({ ...GOOD, ...answers });
  }

  /** One call of publish, every checkpoint committed. */
  async turn(request: PublishRequest = testRequest()): Promise<Turned> {
    const steps = publish(SETTINGS, this.graph.tools(this.clock), request, this.progress);
    const checkpoints: Checkpoint[] = [];
    for (;;) {
      const step = await steps.next();
      if (step.done === true) return { outcome: step.value, checkpoints, progress: this.progress };
      checkpoints.push(step.value);
      this.progress = JSON.parse(JSON.stringify(step.value.progress)) as Progress;
    }
  }

  /** Goes on through every wait; the first outcome that is none, and the pauses in seconds. */
  async go(request: PublishRequest = testRequest()): Promise<Turned & { pauses: number[] }> {
    const pauses: number[] = [];
    for (;;) {
      const turned = await this.turn(request);
      if (turned.outcome.kind !== 'waiting') return { ...turned, pauses };
      pauses.push(turned.outcome.until.since(this.clock.now()).total('seconds'));
      await this.clock.advanceTo(turned.outcome.until);
    }
  }
}

describe('publishing', () => {
  it('writes down what it is about to do, and what came of it', async () => {
    const story = new Story();
    const first = await story.turn();
    expect(first.checkpoints.map(({ step }) => step)).toEqual([
      'making container',
      'container made',
      'waiting for Instagram',
    ]);
    await story.clock.advanceBy({ seconds: 3 });
    const second = await story.turn();
    expect(second.checkpoints.map(({ step }) => step)).toEqual(['container ready', 'publishing', 'published']);
    expect(second.outcome).toMatchObject({ kind: 'published', externalId: 'M', permalink: null });
    expect(second.checkpoints[1]?.progress).toMatchObject({
      publishing: { containerId: 'K' },
      baseline: { quotaUsed: 3 },
    });
  });

  it('has the intent on disk before the call', async () => {
    const story = new Story();
    await story.turn();
    await story.clock.advanceBy({ seconds: 3 });
    const steps = publish(SETTINGS, story.graph.tools(story.clock), testRequest(), story.progress);
    let step = await steps.next();
    while (step.done !== true && step.value.step !== 'publishing') step = await steps.next();
    expect(story.graph.count(PUBLISH)).toBe(0);
  });

  it('sends captions in the body and the token in a header, never in a URL', async () => {
    const story = new Story();
    await story.go();
    const made = story.graph.calls.find(({ form }) => form.has('image_url'));
    expect(made?.form.get('caption')).toBe('Bowls @ana #clay');
    expect(made?.headers.get('authorization')).toBe('Bearer IGAAsecret');
    const urls = JSON.stringify(story.graph.calls.map(({ address, query }) => [address, [...query]]));
    expect(urls).not.toMatch(/Bowls|IGAAsecret/);
  });

  it('without files is for a person', async () => {
    const { outcome } = await new Story().turn(testRequest({ media: [] }));
    expect(outcome).toMatchObject({ kind: 'needsPerson', failure: { failureClass: 'media' } });
  });
});

describe('waiting for a container', () => {
  it('pauses 3, 5, 8, 13, 21, 30 and then 30 seconds, for a quarter of an hour; the container is kept', async () => {
    const story = new Story({ 'GET /K': status('IN_PROGRESS') });
    const { outcome, pauses, progress } = await story.go();
    expect(pauses.slice(0, 8)).toEqual([3, 5, 8, 13, 21, 30, 30, 30]);
    expect(outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'transient' } });
    expect(story.clock.now().since(Temporal.Instant.from(START)).total('minutes')).toBeGreaterThanOrEqual(15);
    expect(progress).toMatchObject({ container: { id: 'K' } });
  });

  it('goes on with the same container in the next attempt', async () => {
    const looks = Array.from({ length: 40 }, () => status('IN_PROGRESS'));
    const story = new Story({ 'GET /K': [...looks, status('FINISHED')] });
    await story.go();
    await story.clock.advanceBy({ minutes: 5 });
    expect((await story.go(testRequest({ attempt: 2 }))).outcome.kind).toBe('published');
    expect(story.graph.count(CREATE)).toBe(1);
  });

  it('takes double pauses when 80 % of the calls are used up', async () => {
    const headers = { 'x-app-usage': '{"call_count":81,"total_time":1,"total_cputime":1}' };
    const slow = { json: { id: 'K', status_code: 'IN_PROGRESS' }, headers };
    const { pauses } = await new Story({ 'GET /K': [slow, slow, status('FINISHED')] }).go();
    expect(pauses).toEqual([3, 10, 16]);
  });

  it('is not disturbed by looks that fail', async () => {
    const story = new Story({
      'GET /K': [refusal(100, 33), { status: 502, text: '<html>' }, { broken: 'ECONNRESET' }, status('FINISHED')],
    });
    expect((await story.go()).outcome.kind).toBe('published');
  });

  it('ends when the token does, and where calls are throttled until then', async () => {
    expect((await new Story({ 'GET /K': refusal(190, 463) }).go()).outcome).toMatchObject({
      kind: 'needsPerson',
      failure: { failureClass: 'token', platformCode: '190/463' },
    });
    const headers = { 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":20}]}' };
    const { outcome } = await new Story({ 'GET /K': { ...refusal(80002), headers } }).go();
    expect(outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'rate' } });
    expect(outcome.kind === 'retry' && outcome.notBefore?.toString()).toBe('2026-11-23T09:20:03Z');
  });

  it('makes another container where the old one is nowhere to be found for a quarter of an hour', async () => {
    const story = new Story({ 'GET /K': [...Array.from({ length: 40 }, () => refusal(100, 33)), status('FINISHED')] });
    expect((await story.go()).outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'transient' } });
    await story.clock.advanceBy({ minutes: 5 });
    const second = await story.go(testRequest({ attempt: 2 }));
    expect([second.outcome.kind, story.graph.count(CREATE)]).toEqual(['published', 2]);
  });

  it('makes another container for one that Instagram lost, once; the second time only a new link helps', async () => {
    const lost = refusal(24, 2207006);
    const story = new Story({ 'GET /K': [lost, lost, lost, lost, lost, lost, status('FINISHED')] });
    const first = await story.go();
    expect(first.pauses).toEqual([3, 5, 8, 13, 21, 30]);
    expect(first.outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'transient' } });
    await story.clock.advanceBy({ minutes: 5 });
    expect((await story.go(testRequest({ attempt: 2 }))).outcome.kind).toBe('published');
    expect(story.graph.count(CREATE)).toBe(2);

    const hopeless = new Story({ 'GET /K': lost });
    await hopeless.go();
    await hopeless.clock.advanceBy({ minutes: 5 });
    expect((await hopeless.go(testRequest({ attempt: 2 }))).outcome).toMatchObject({
      kind: 'needsPerson',
      failure: { failureClass: 'token', platformCode: '24/2207006' },
    });
    expect(hopeless.graph.count(CREATE)).toBe(2);
  });

  it('makes another container where the old one expired since the last attempt', async () => {
    const story = new Story({
      'GET /K': [status('IN_PROGRESS'), status('EXPIRED'), status('FINISHED')],
      [CREATE]: { json: { id: 'K' } },
    });
    await story.turn();
    await story.clock.advanceBy({ seconds: 3 });
    await story.turn();
    await story.clock.advanceBy({ hours: 25 });
    expect((await story.go(testRequest({ attempt: 2 }))).outcome.kind).toBe('published');
    expect(story.graph.count(CREATE)).toBe(2);
  });
});

describe('a publishing call', () => {
  it.each([
    ['a broken connection', { broken: 'ECONNRESET' }],
    ['HTML with 502', { status: 502, text: '<html>Sorry</html>' }],
    ['half an answer', { text: '{"id":"178' }],
    ['another shape', { json: { success: true } }],
    ['a suspicion of spam', refusal(4, 2207051)],
    ['"unknown error"', refusal(1)],
    ['a code nobody knows', refusal(4711)],
    ['an expired container', refusal(-2, 2207020)],
    ['a lost container', refusal(24, 2207006)],
  ] satisfies [string, FakeAnswer][])(
    'answered by %s is unknown, and stays so without another call',
    async (_, answer) => {
      const story = new Story({ [PUBLISH]: answer });
      const { outcome } = await story.go();
      expect(outcome).toMatchObject({ kind: 'unknown', failure: { failureClass: 'unknown' } });
      expect(outcome.kind === 'unknown' && outcome.askAt.since(story.clock.now()).total('seconds')).toBe(10);
      const calls = story.graph.calls.length;
      expect((await story.turn(testRequest({ attempt: 2 }))).outcome.kind).toBe('unknown');
      expect((await story.turn(testRequest({ caption: 'changed since' }))).outcome.kind).toBe('unknown');
      expect(story.graph.calls).toHaveLength(calls);
    },
  );

  it('that never left is simply repeated', async () => {
    const story = new Story({ [PUBLISH]: [{ broken: 'ECONNREFUSED' }, { json: { id: 'M' } }] });
    const first = await story.go();
    expect(first.outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'transient' } });
    expect(first.progress).toMatchObject({ publishing: null, container: { id: 'K' } });
    await story.clock.advanceBy({ minutes: 5 });
    expect((await story.go(testRequest({ attempt: 2 }))).outcome.kind).toBe('published');
    expect(story.graph.count(CREATE)).toBe(1);
  });

  it('that came too early is repeated after 15, 30 and 45 seconds with the same container', async () => {
    const notReady = refusal(9007, 2207027);
    const story = new Story({ [PUBLISH]: [notReady, notReady, notReady, { json: { id: 'M' } }] });
    const { outcome, pauses } = await story.go();
    expect(pauses).toEqual([3, 15, 30, 45]);
    expect(outcome.kind).toBe('published');
    expect(story.graph.count(CREATE)).toBe(1);
  });

  it('that comes too early for good is retried', async () => {
    const { outcome } = await new Story({ [PUBLISH]: refusal(9007, 2207027) }).go();
    expect(outcome).toMatchObject({ kind: 'retry', failure: { platformCode: '9007/2207027' } });
  });

  it('that does not find the container is repeated twice, then asked about', async () => {
    const story = new Story({ [PUBLISH]: refusal(24, 2207008) });
    const { outcome, pauses } = await story.go();
    expect(pauses).toEqual([3, 30, 90]);
    expect(outcome.kind).toBe('unknown');
    expect(story.graph.count(PUBLISH)).toBe(3);
  });

  it('is not repeated when the post turns up after all', async () => {
    const post = { id: 'M', caption: 'Bowls ana #clay', timestamp: '2026-11-23T09:00:04+0000', media_type: 'IMAGE' };
    const story = new Story({
      [PUBLISH]: refusal(24, 2207008),
      [LIST]: [{ json: { data: [] } }, { json: { data: [post] } }],
    });
    expect((await story.go()).outcome.kind).toBe('unknown');
    expect(story.graph.count(PUBLISH)).toBe(1);
  });

  it('is repeated when the post with its words is known to be another of ours', async () => {
    const twin = { id: 'T', caption: 'Bowls ana #clay', timestamp: '2026-11-23T09:00:04+0000', media_type: 'IMAGE' };
    const story = new Story({
      [PUBLISH]: [refusal(9007, 2207027), { json: { id: 'M' } }],
      [LIST]: [{ json: { data: [] } }, { json: { data: [twin] } }],
    });
    const request = { ...testRequest(), otherPostIds: () => Promise.resolve(new Set(['T'])) };
    expect((await story.go(request)).outcome).toMatchObject({ kind: 'published', externalId: 'M' });
  });

  it('is not repeated when the container turns out to be published', async () => {
    const story = new Story({ [PUBLISH]: refusal(9007, 2207027), 'GET /K': [status('FINISHED'), status('PUBLISHED')] });
    expect((await story.go()).outcome.kind).toBe('unknown');
    expect(story.graph.count(PUBLISH)).toBe(1);
  });
});

function day(hour: number) {
  return { id: `m${hour}`, timestamp: `2026-11-23T0${hour}:00:00+0000` };
}

describe('the daily limit', () => {
  it('holds up before anything is made, until the oldest post is a day old', async () => {
    const posts = [7, 5, 3].map(day);
    const story = new Story({
      [LIMIT]: { json: { data: [{ quota_usage: 3, config: { quota_total: 3 } }] } },
      [LIST]: { json: { data: [...posts, { id: 'older', timestamp: '2026-11-20T03:00:00+0000' }] } },
    });
    const { outcome } = await story.go();
    expect(outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'rate', platformCode: '9/2207042' } });
    expect(outcome.kind === 'retry' && outcome.notBefore?.toString()).toBe('2026-11-24T03:01:00Z');
    expect(story.graph.count(CREATE)).toBe(0);
  });

  it('reached only at publishing is waited for an hour where the list tells no time', async () => {
    const { outcome } = await new Story({ [PUBLISH]: refusal(9, 2207042) }).go();
    expect(outcome).toMatchObject({ kind: 'retry', failure: { failureClass: 'rate' } });
    expect(outcome.kind === 'retry' && outcome.notBefore?.toString()).toBe('2026-11-23T10:00:03Z');
  });

  it('that cannot be counted from an instant is counted over the day', async () => {
    const story = new Story({ [LIMIT]: [used(3), refusal(100), used(7)] });
    const { outcome, progress } = await story.go();
    expect(outcome.kind).toBe('published');
    expect(progress).toMatchObject({ baseline: { quotaUsed: 7, quotaSince: null } });
  });
});

describe('content that changed', () => {
  it('between two attempts goes out in a new container', async () => {
    const story = new Story({ [PUBLISH]: [{ broken: 'ECONNREFUSED' }, { json: { id: 'M' } }] });
    await story.go();
    await story.clock.advanceBy({ minutes: 5 });
    expect((await story.go(testRequest({ attempt: 2, caption: 'Other words' }))).outcome.kind).toBe('published');
    expect(story.graph.count(CREATE)).toBe(2);
    expect(story.graph.calls.findLast(({ form }) => form.has('image_url'))?.form.get('caption')).toBe('Other words');
  });

  it('is no reason for another container when only the media’s URL is new', async () => {
    const story = new Story({ [PUBLISH]: [{ broken: 'ECONNREFUSED' }, { json: { id: 'M' } }] });
    await story.go();
    const elsewhere = testFile('image', { url: () => Promise.resolve('https://media.test/second') });
    await story.go(testRequest({ attempt: 2, media: [elsewhere] }));
    expect(story.graph.count(CREATE)).toBe(1);
  });
});

describe('an error that repeats itself', () => {
  it('is the media’s after three failed fetches', async () => {
    const story = new Story({ [CREATE]: refusal(9004, 2207052) });
    const classes: string[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const { outcome } = await story.go(testRequest({ attempt }));
      classes.push('failure' in outcome ? outcome.failure.failureClass : outcome.kind);
    }
    expect(classes).toEqual(['transient', 'transient', 'transient', 'media']);
  });
});
