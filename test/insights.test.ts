import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDueInsights } from '../src/pipeline/read-due-insights.ts';
import { makeVideo } from './fixtures/make-video.ts';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from './support/punctual.ts';

const INSIGHTS_SCOPE = 'instagram_business_manage_insights';

describe('insights', () => {
  let punctual: TestPunctual;
  let user: TestUser;

  beforeEach(async () => {
    punctual = await startPunctual();
    user = await punctual.signUp();
  });
  afterEach(() => punctual.close());

  test('Instagram’s are read once a post has had three days, and shape the good hours', async () => {
    await user.link('ig');
    const studies = await bestTimes('ig');
    expect(studies).toMatchObject({ signal: 'none', evidence: [expect.objectContaining({ code: 'studies' })] });
    await publish('ig', await user.uploadPhoto(), {});
    // Followers' hours are known from the first reading on; the post is too young.
    expect(await readDueInsights(punctual.pipeline)).toBe(1);
    expect(await stored()).toEqual([]);
    expect(await readDueInsights(punctual.pipeline)).toBe(0);
    const withFollowers = await bestTimes('ig');
    expect(withFollowers.evidence.map(({ code }: Loose) => code)).toEqual(['followers', 'studies']);
    expect(withFollowers.hours).not.toEqual(studies.hours);

    await punctual.runUntil(punctual.clock.now().add({ hours: 24 * 4 }));
    await readAll();
    const [post, ...others] = await stored();
    expect(others).toEqual([]);
    expect(post).toMatchObject({ format: 'image', outcome: 'read', due_hours: 12 });
    expect(post?.views).toBeGreaterThanOrEqual(0);
    const learnt = await bestTimes('ig');
    expect(learnt).toMatchObject({ signal: 'thin' });
    expect(learnt.evidence[0]).toMatchObject({ code: 'past_posts' });

    // A post is asked about once.
    await punctual.runUntil(punctual.clock.now().add({ hours: 13 }));
    await readAll();
    expect(await asked('/insights', 'metric=views')).toHaveLength(1);
  });

  test('TikTok’s are the views of its public videos', async () => {
    await punctual.sandbox.control('POST', 'settings', { tiktok: { audited: true } });
    await user.link('tiktok', { account: 'public' });
    const video = await makeVideo({
      width: 720,
      height: 1280,
      seconds: 4,
      framesPerSecond: 30,
      container: 'mp4',
      moovFirst: true,
    });
    await publish('tiktok', await user.upload(video, 'reel.mp4', 'video/mp4'), {
      privacyLevel: 'PUBLIC_TO_EVERYONE',
      musicConfirmed: true,
    });
    await punctual.runUntil(punctual.clock.now().add({ hours: 24 * 4 }));
    await readAll();
    const [post] = await stored();
    expect(post).toMatchObject({ format: 'video', outcome: 'read' });
    expect(post?.views).toBeGreaterThan(0);
    expect(await bestTimes('tiktok')).toMatchObject({ signal: 'thin' });
  });

  test('without the scope nobody is asked, and the studies alone speak; a relink with it is heeded at once', async () => {
    await user.link('ig', { without: [INSIGHTS_SCOPE] });
    await readAll();
    expect(await asked('/insights', '')).toEqual([]);
    expect(await outcome()).toBe('not_granted');
    expect(await bestTimes('ig')).toMatchObject({ signal: 'none' });
    const entry = (await user.call('GET', '/v1/accounts')).data[0];
    expect(entry.status).toBe('ok');

    await user.link('ig');
    expect(await readDueInsights(punctual.pipeline)).toBe(1);
    expect(await outcome()).toBe('read');
    expect((await bestTimes('ig')).evidence[0]).toMatchObject({ code: 'followers' });
  });

  test('a failing platform harms nothing, and is asked again later and later', async () => {
    await user.link('ig');
    await punctual.sandbox.control('POST', 'faults', {
      channel: 'ig',
      endpoint: 'media_list',
      kind: 'http',
      status: 500,
    });
    const waits: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      expect(await readDueInsights(punctual.pipeline)).toBe(1);
      const hours = await dueHours();
      waits.push(hours);
      await punctual.clock.advanceTo(punctual.clock.now().add({ hours }));
    }
    expect(waits).toEqual([2, 4, 8]);
    expect((await user.call('GET', '/v1/accounts')).data[0].status).toBe('ok');
    expect(await bestTimes('ig')).toMatchObject({ signal: 'none' });
    await punctual.sandbox.control('DELETE', 'faults');
    await readAll();
    expect(await outcome()).toBe('read');
  });

  test('a post about which Instagram will not speak is not asked about again', async () => {
    await user.link('ig');
    await publish('ig', await user.uploadPhoto(), {});
    await punctual.runUntil(punctual.clock.now().add({ hours: 24 * 4 }));
    await punctual.sandbox.control('POST', 'faults', {
      channel: 'ig',
      endpoint: 'insights',
      kind: 'error',
      code: 100,
      times: 1,
    });
    await readAll();
    expect(await stored()).toEqual([expect.objectContaining({ views: null })]);
    const { evidence } = await bestTimes('ig');
    expect(evidence.map(({ code }: Loose) => code)).not.toContain('past_posts');
  });

  async function publish(channel: 'ig' | 'tiktok', assetId: string, payload: object): Promise<void> {
    const at = punctual.clock.now().add({ minutes: 2 });
    const entries = [{ channel, scheduledAt: at.toString(), payload }];
    const body = { caption: 'Out of the kiln', assetIds: [assetId], entries, intent: 'schedule' };
    const { data } = await user.call('POST', '/v1/posts', body);
    await punctual.runUntil(at.add({ minutes: 5 }));
    const entry = (await user.call('GET', `/v1/calendar/entries/${data.entries[0].id}`)).data;
    expect(entry).toMatchObject({ state: 'published' });
  }

  async function bestTimes(channel: string): Promise<Loose> {
    return (await user.call('GET', `/v1/calendar/best-times?channel=${channel}`)).data;
  }

  async function readAll(): Promise<void> {
    while ((await readDueInsights(punctual.pipeline)) > 0);
  }

  async function stored() {
    const { rows } = await sql<{ format: string; views: number | null; outcome: string; due_hours: number }>`
      SELECT p.format, p.views::float8 AS views, i.outcome,
        (extract(epoch FROM i.due_at - i.read_at) / 3600)::float8 AS due_hours
      FROM post_insights p JOIN account_insights i USING (account_id) ORDER BY p.published_at`.execute(
      punctual.foundation.database,
    );
    return rows;
  }

  async function outcome(): Promise<string | undefined> {
    const { rows } = await sql<{ outcome: string }>`SELECT outcome FROM account_insights`.execute(
      punctual.foundation.database,
    );
    return rows[0]?.outcome;
  }

  async function dueHours(): Promise<number> {
    const { rows } = await sql<{ due_at: Temporal.Instant }>`SELECT due_at FROM account_insights`.execute(
      punctual.foundation.database,
    );
    const due = rows[0]?.due_at;
    if (due === undefined) throw new Error('no insights are due');
    return Math.round(due.since(punctual.clock.now()).total('hours'));
  }

  async function asked(path: string, query: string): Promise<Loose[]> {
    const requests: Loose[] = await punctual.sandbox.requests();
    return requests.filter((each) => each.path.includes(path) && JSON.stringify(each).includes(query));
  }
});
