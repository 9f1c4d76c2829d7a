import { expect, test } from 'vitest';
import {
  fakeTiktok,
  fakeTools,
  ok,
  order,
  refusal,
  run,
  SETTINGS,
  statusIs,
  type FakeAnswer,
} from '../../../test/conformance/tiktok-fake.ts';
import type { Progress, PublishRequest } from '../adapter.ts';
import { createTiktokAdapter } from './index.ts';

const OUT = { phase: 'out', publishId: 'p-1', delivered: 'post', since: '2026-11-23T09:00:00Z', postId: null };
const DRAFT = { ...OUT, delivered: 'inbox' };
const PROFILE = 'https://www.tiktok.com/@lucia';

function stage(...answers: FakeAnswer[]) {
  const fake = fakeTiktok();
  fake.answer('/status/', ...answers);
  const tools = fakeTools(fake);
  const { publisher } = createTiktokAdapter(SETTINGS, tools);
  const follow = (progress: Progress, request: PublishRequest = order()) => run(publisher.followUp(request, progress));
  return { fake, tools, follow };
}

test('without an id yet: the profile, and asked again as planned', async () => {
  const { follow, tools } = stage(statusIs('PUBLISH_COMPLETE', { publicaly_available_post_id: [] }));
  await tools.clock.advanceBy({ minutes: 1 });
  const againAt = Temporal.Instant.from('2026-11-23T09:02:00Z');
  const { result, checkpoints } = await follow(OUT);
  expect([result, checkpoints]).toEqual([{ permalink: PROFILE, externalId: null, againAt }, []]);
});

test('the id comes: link and id, committed, and no more questions', async () => {
  const answer = ok('{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[7080213458555737986]}');
  const { follow, fake } = stage(answer);
  const { result, checkpoints } = await follow(OUT);
  const permalink = `${PROFILE}/video/7080213458555737986`;
  expect(result).toEqual({ permalink, externalId: '7080213458555737986', againAt: null });
  expect(checkpoints).toMatchObject([{ step: 'post id known', progress: { postId: '7080213458555737986' } }]);
  await follow(checkpoints[0]?.progress ?? {});
  expect(fake.calls).toHaveLength(1);
});

test('two ids for one post: the first stands for both, and both are written down', async () => {
  const { follow } = stage(ok('{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[7080213458555737986,72]}'));
  const { result, checkpoints } = await follow(OUT);
  expect(result.externalId).toBe('7080213458555737986');
  expect(checkpoints[0]?.evidence).toMatchObject({ post_ids: '7080213458555737986,72' });
});

test('an id that never comes is asked for no longer than a day', async () => {
  const { follow, tools } = stage(statusIs('PUBLISH_COMPLETE'));
  await tools.clock.advanceBy({ hours: 23 });
  expect((await follow(OUT)).result.againAt?.toString()).toBe('2026-11-24T09:00:00Z');
  await tools.clock.advanceBy({ hours: 1 });
  expect((await follow(OUT)).result).toEqual({ permalink: PROFILE, externalId: null, againAt: null });
});

test.each(['lost' as const, refusal('invalid_publish_id'), refusal('access_token_invalid', 401), statusIs('FAILED')])(
  'whatever it hears, what is out stays out',
  async (answer) => {
    const { follow, tools } = stage(answer);
    await tools.clock.advanceBy({ minutes: 5 });
    const againAt = Temporal.Instant.from('2026-11-23T09:15:00Z');
    const { result, checkpoints } = await follow(OUT);
    expect([result, checkpoints]).toEqual([{ permalink: PROFILE, externalId: null, againAt }, []]);
  },
);

test('a draft that waits is looked after hourly, and has no link', async () => {
  const { follow, tools } = stage(statusIs('SEND_TO_USER_INBOX'));
  await tools.clock.advanceBy({ hours: 1 });
  const againAt = Temporal.Instant.from('2026-11-23T11:00:00Z');
  const { result } = await follow(DRAFT, order({ mode: 'inbox' }));
  expect(result).toEqual({ permalink: null, externalId: null, againAt });
});

test('a draft that the creator finished: the profile first, then the id', async () => {
  const done = ok('{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[7080213458555737986]}');
  const { follow, tools } = stage(statusIs('PUBLISH_COMPLETE'), done);
  await tools.clock.advanceBy({ hours: 5 });
  const request = order({ mode: 'inbox' });
  const first = await follow(DRAFT, request);
  const againAt = Temporal.Instant.from('2026-11-23T14:01:00Z');
  expect(first.result).toEqual({ permalink: PROFILE, externalId: null, againAt });
  expect(first.checkpoints).toMatchObject([{ step: 'draft posted', progress: { since: '2026-11-23T14:00:00Z' } }]);
  const second = await follow(first.checkpoints[0]?.progress ?? {}, request);
  expect(second.result).toMatchObject({ externalId: '7080213458555737986', againAt: null });
});

test('before anything is out there is nothing to follow up', async () => {
  const { follow, fake } = stage('lost');
  const { result } = await follow({ phase: 'processing', publishId: 'p-1', since: OUT.since, status: null });
  expect([result, fake.calls]).toEqual([{ permalink: null, externalId: null, againAt: null }, []]);
});
