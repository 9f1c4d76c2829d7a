import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../test/support/clock.ts';
import type { Confirmation, PublishRequest } from '../adapter.ts';
import { confirm } from './confirm.ts';
import { newPublishing, readProgress, type InstagramProgress } from './progress.ts';
import { ACCOUNT_ID, FakeGraph, refusal, SETTINGS, testRequest, type FakeAnswers } from './testing/fake-graph.ts';

const STARTED = '2026-11-23T09:00:00Z';
const AT_ONCE = '2026-11-23T09:00:10Z';
const LATE_ENOUGH = '2026-11-23T09:03:00Z';
const REQUEST = testRequest();
const LIST = `GET /${ACCOUNT_ID}/media`;
const LIMIT = `GET /${ACCOUNT_ID}/content_publishing_limit`;

const status = (code: string, text = '') => ({ json: { id: 'K', status_code: code, status: text } });
const list = (...data: unknown[]) => ({ json: { data } });
const used = (quota: number) => ({ json: { data: [{ quota_usage: quota, config: { quota_total: 50 } }] } });
const ours = (more: Record<string, unknown> = {}) => ({
  id: 'ours',
  caption: 'Bowls ana #clay',
  timestamp: '2026-11-23T09:00:04+0000',
  media_type: 'IMAGE',
  permalink: 'https://www.instagram.com/p/x/',
  ...more,
});
const someoneElses = { id: 'theirs', caption: 'Plates', timestamp: '2026-11-23T09:00:05+0000', media_type: 'IMAGE' };

const NOTHING: FakeAnswers = { 'GET /K': status('FINISHED'), [LIST]: list(someoneElses), [LIMIT]: used(3) };

function lostPublish(request: PublishRequest = REQUEST, more: Partial<InstagramProgress> = {}): InstagramProgress {
  const container = { id: 'K', createdAt: STARTED, finishedAt: STARTED, uploadPath: null };
  return {
    ...readProgress({}, request),
    container,
    baseline: { mediaIds: ['old'], captionWasThere: false, quotaUsed: 3, quotaSince: '2026-11-23T08:00:00Z' },
    publishing: newPublishing('K', STARTED),
    ...more,
  };
}

/** Asks once at an instant. */
async function ask(answers: FakeAnswers, at: string, progress = lostPublish(), request = REQUEST) {
  const graph = new FakeGraph({ ...NOTHING, ...answers });
  const confirmation = await confirm(SETTINGS, graph.tools(new VirtualClock(at)), request, progress);
  expect(graph.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  return { ...confirmation, graph };
}

/** Asks until it is settled; how many questions it took, and when the last one was. */
async function askOn(answers: FakeAnswers, progress = lostPublish(), request = REQUEST) {
  const clock = new VirtualClock(AT_ONCE);
  const graph = new FakeGraph({ ...NOTHING, ...answers });
  let confirmation: Confirmation = await confirm(SETTINGS, graph.tools(clock), request, progress);
  let questions = 1;
  const pauses: number[] = [];
  while (confirmation.outcome.kind === 'unknown') {
    const { askAt } = confirmation.outcome;
    pauses.push(askAt.since(clock.now()).total('seconds'));
    await clock.advanceTo(askAt);
    confirmation = await confirm(SETTINGS, graph.tools(clock), request, confirmation.progress);
    questions += 1;
  }
  return { ...confirmation, questions, pauses, askedFor: clock.now().since(Temporal.Instant.from(STARTED)) };
}

describe('a post that is out', () => {
  it('is known by its container, and by its words in the list (1, 3)', async () => {
    const { outcome, progress } = await ask(
      { 'GET /K': status('PUBLISHED'), [LIST]: list(ours(), someoneElses) },
      AT_ONCE,
    );
    expect(outcome).toMatchObject({ kind: 'live', externalId: 'ours', permalink: 'https://www.instagram.com/p/x/' });
    expect(progress).toMatchObject({ mediaId: 'ours' });
  });

  it.each([
    ['is not listed yet', list()],
    ['cannot be told from another', list(ours(), ours({ id: 'twin' }))],
    ['cannot be listed', refusal(80002)],
  ] as const)('is live without an id where it %s', async (_, answer) => {
    const { outcome } = await ask({ 'GET /K': status('PUBLISHED'), [LIST]: answer }, AT_ONCE);
    expect(outcome).toMatchObject({ kind: 'live', externalId: null });
  });

  it.each(['FINISHED', 'IN_PROGRESS', 'ERROR', 'EXPIRED'])(
    'is known by its words while the container says %s',
    async (code) => {
      const { outcome } = await ask({ 'GET /K': status(code), [LIST]: list(ours()) }, AT_ONCE);
      expect(outcome).toMatchObject({ kind: 'live', externalId: 'ours' });
    },
  );

  it('is taken as known where the progress has its id', async () => {
    const { outcome, graph } = await ask({}, AT_ONCE, lostPublish(REQUEST, { mediaId: 'ours' }));
    expect(outcome).toMatchObject({ kind: 'live', externalId: 'ours' });
    expect(graph.calls).toEqual([]);
  });
});

describe('a post that may still come', () => {
  it('is waited for while the container is at work (2)', async () => {
    const { outcome } = await ask({ 'GET /K': status('IN_PROGRESS') }, LATE_ENOUGH);
    expect(outcome.kind).toBe('unknown');
  });

  it('is waited for three minutes although the container looks unpublished (2)', async () => {
    const { outcome } = await ask({}, '2026-11-23T09:02:59Z');
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(outcome.kind === 'unknown' && outcome.askAt.toString()).toBe(LATE_ENOUGH);
  });

  it('needs two such looks after that', async () => {
    const first = await ask({}, LATE_ENOUGH);
    expect(first.outcome.kind).toBe('unknown');
    const second = await ask({}, '2026-11-23T09:03:30Z', first.progress as InstagramProgress);
    expect(second.outcome.kind).toBe('notLive');
  });

  it('counts its looks anew when the container goes to work again', async () => {
    const first = await ask({}, LATE_ENOUGH);
    const between = await ask(
      { 'GET /K': status('IN_PROGRESS') },
      '2026-11-23T09:03:30Z',
      first.progress as InstagramProgress,
    );
    const second = await ask({}, '2026-11-23T09:04:30Z', between.progress as InstagramProgress);
    expect(second.outcome.kind).toBe('unknown');
  });
});

describe('a post with the words of another', () => {
  const twin = { [LIST]: list(ours({ id: 'twin' })) };

  it('is not taken for it where that is known to be the other one', async () => {
    const request = { ...REQUEST, otherPostIds: () => Promise.resolve(new Set(['twin'])) };
    const { outcome } = await askOn(twin, lostPublish(request), request);
    expect(outcome).toMatchObject({ kind: 'notLive' });
  });

  it('proves nothing while the other one is open as well: in the end a person decides', async () => {
    const request = { ...REQUEST, mayHaveTwin: () => Promise.resolve(true) };
    const { outcome } = await askOn(twin, lostPublish(request), request);
    expect(outcome).toMatchObject({ kind: 'personDecides', candidates: [{ externalId: 'twin' }] });
  });

  it('is found by them where nobody knows better', async () => {
    expect((await ask(twin, AT_ONCE)).outcome).toMatchObject({ kind: 'live', externalId: 'twin' });
  });
});

describe('a post that is certainly not out', () => {
  it('goes out in the same container (4), after less than five minutes', async () => {
    const { outcome, progress, askedFor } = await askOn({});
    expect(outcome).toMatchObject({ kind: 'notLive', notBefore: null });
    expect(progress).toMatchObject({ container: { id: 'K' }, publishing: { isNotLive: true } });
    expect(askedFor.total('seconds')).toBeLessThan(300);
  });

  it('goes out in a new container when the old one failed (5)', async () => {
    const { outcome, progress } = await askOn({ 'GET /K': status('ERROR', 'Error: 2207026') });
    expect(outcome.kind).toBe('notLive');
    expect(progress).toMatchObject({ container: null, children: [], publishing: { isNotLive: true } });
  });

  it.each([
    ['expired', status('EXPIRED')],
    ['is gone', refusal(100, 33)],
  ] as const)('goes out in a new container when the old one %s and its words are its own (6)', async (_, answer) => {
    const { outcome, progress } = await askOn({ 'GET /K': answer });
    expect(outcome.kind).toBe('notLive');
    expect(progress).toMatchObject({ container: null });
  });

  it.each(['24/2207006', '24/2207008'])(
    'goes out in a new container when Instagram did not find the old one: %s',
    async (code) => {
      const publishing = { ...newPublishing('K', STARTED), refusedWith: code };
      const { outcome, progress } = await askOn({}, lostPublish(REQUEST, { publishing, errors: { [code]: 1 } }));
      expect(outcome).toMatchObject({ kind: 'notLive', failure: { failureClass: 'transient', platformCode: code } });
      expect(progress).toMatchObject({ container: null, children: [], publishing: { isNotLive: true } });
    },
  );

  it('asks for a new link when the post’s second container was not found either', async () => {
    const publishing = { ...newPublishing('K', STARTED), refusedWith: '24/2207006' };
    const { outcome } = await askOn({}, lostPublish(REQUEST, { publishing, errors: { '24/2207006': 2 } }));
    expect(outcome).toMatchObject({ kind: 'notLive', failure: { failureClass: 'token', platformCode: '24/2207006' } });
  });

  it('that was blocked as spam and did not go out is left alone for hours', async () => {
    const publishing = { ...newPublishing('K', STARTED), refusedWith: '4/2207051' };
    const { outcome } = await askOn({}, lostPublish(REQUEST, { publishing }));
    expect(outcome).toMatchObject({
      kind: 'notLive',
      failure: { failureClass: 'rate', platformCode: '4/2207051' },
      notBefore: Temporal.Instant.from(STARTED).add({ hours: 3 }),
    });
  });

  it('is so again when asked again, without a call', async () => {
    const { progress } = await askOn({});
    const again = await ask({}, '2026-11-23T10:00:00Z', progress as InstagramProgress);
    expect(again.outcome.kind).toBe('notLive');
    expect(again.graph.calls).toEqual([]);
  });
});

describe('what Instagram does not tell', () => {
  const wordless = testRequest({ caption: '' });

  it('two posts with the same words are for a person (3)', async () => {
    const { outcome } = await ask({ [LIST]: list(ours(), ours({ id: 'twin' })) }, AT_ONCE);
    expect(outcome).toMatchObject({
      kind: 'personDecides',
      candidates: [{ externalId: 'ours', createdAt: '2026-11-23T09:00:04Z' }, { externalId: 'twin' }],
    });
  });

  it('a new post without words proves nothing of ours without words', async () => {
    const another = [LIST, list({ ...someoneElses, caption: null })] as const;
    const early = await ask(Object.fromEntries([another]), AT_ONCE, lostPublish(wordless), wordless);
    expect(early.outcome.kind).toBe('unknown');
    const { outcome } = await askOn(Object.fromEntries([another]), lostPublish(wordless), wordless);
    expect(outcome).toMatchObject({ kind: 'personDecides', candidates: [{ externalId: 'theirs' }] });
  });

  it.each([
    ['without words', wordless, lostPublish(wordless)],
    [
      'whose words were there before',
      REQUEST,
      lostPublish(REQUEST, { baseline: { mediaIds: [], captionWasThere: true, quotaUsed: 3, quotaSince: null } }),
    ],
  ])('an expired container of a post %s is for a person (6)', async (_, request, progress) => {
    const { outcome } = await askOn({ 'GET /K': status('EXPIRED'), [LIST]: list() }, progress, request);
    expect(outcome.kind).toBe('personDecides');
  });

  it.each([
    ['the limit counts a post more', { [LIMIT]: used(4) }],
    ['the limit cannot be read', { [LIMIT]: refusal(80002) }],
    ['the container cannot be read', { 'GET /K': refusal(190, 463) }],
    ['the list cannot be read', { [LIST]: { status: 502, text: '<html>' } }],
    ['nobody answers', { 'GET /K': { broken: 'ECONNRESET' } }],
    ['the container is at work for ever', { 'GET /K': status('IN_PROGRESS') }],
  ] satisfies [string, FakeAnswers][])('is asked for a day when %s, then by a person (7)', async (_, answers) => {
    const { outcome, pauses, questions, askedFor } = await askOn(answers);
    expect(outcome).toMatchObject({ kind: 'personDecides', candidates: [] });
    expect(askedFor.total('hours')).toBeGreaterThanOrEqual(24);
    expect(askedFor.total('hours')).toBeLessThan(25.1);
    expect(questions).toBeLessThan(45);
    expect(pauses.slice(0, 3)).toEqual([30, 60, 80]);
    expect(Math.max(...pauses)).toBe(3600);
  });

  it.each([
    ['the container', { 'GET /K': refusal(190, 460) }],
    ['the list', { [LIST]: refusal(190, 460) }],
    ['the limit', { [LIMIT]: refusal(190, 460) }],
  ] satisfies [string, FakeAnswers][])('says that the login ended where %s cannot be asked for', async (_, answers) => {
    const { outcome } = await ask(answers, LATE_ENOUGH);
    expect(outcome).toMatchObject({ kind: 'unknown', failure: { failureClass: 'token', platformCode: '190/460' } });
  });

  it('is not judged by another account that is linked by now: its silence proves nothing', async () => {
    const progress = lostPublish(REQUEST, { publishing: newPublishing('K', STARTED, 'the one before') });
    const gone = { 'GET /K': refusal(100, 33), [LIST]: list() };
    const { graph } = await ask(gone, LATE_ENOUGH, progress);
    expect(graph.calls).toEqual([]);
    expect((await askOn(gone, progress)).outcome).toMatchObject({ kind: 'personDecides', candidates: [] });
  });

  it('is asked no sooner than a throttled account may ask', async () => {
    const headers = { 'x-business-use-case-usage': '{"1":[{"call_count":100,"estimated_time_to_regain_access":45}]}' };
    const { outcome } = await ask({ 'GET /K': { ...refusal(80002), headers } }, AT_ONCE);
    expect(outcome.kind === 'unknown' && outcome.askAt.toString()).toBe('2026-11-23T09:45:10Z');
  });
});
