import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';
import { rotateKeys } from '../store/rotate-keys.ts';
import { decryptToken, encryptToken, type KeyRing } from '../store/token-cipher.ts';
import { checkTokens } from './check-tokens.ts';
import { refreshAccount, refreshDueTokens, seenOf } from './refresh-tokens.ts';

let punctual: TestPunctual;
let user: TestUser;

beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
});
afterAll(() => punctual.close());
/** Each test begins with no account, no post and no fault; time goes on. */
beforeEach(async () => {
  const { database } = punctual.foundation;
  for (const table of ['posts', 'channel_accounts', 'notifications'] as const)
    await database.deleteFrom(table).execute();
  await punctual.sandbox.control('DELETE', 'faults');
});

const accountOf = async (channel: string): Promise<Loose> =>
  (await user.call('GET', '/v1/accounts')).data.find((account: Loose) => account.channel === channel);
const rowOf = (channel: 'ig' | 'tiktok') =>
  punctual.foundation.database
    .selectFrom('channel_accounts')
    .selectAll()
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow();
const entryNow = async (id: string): Promise<Loose> => (await user.call('GET', `/v1/calendar/entries/${id}`)).data;
const openAlerts = async (): Promise<Loose[]> =>
  (await user.call('GET', '/v1/notifications')).data.items.filter((item: Loose) => item.resolvedAt === null);

async function schedule(channel: 'ig' | 'tiktok', hours: number): Promise<string> {
  const payload = channel === 'ig' ? {} : { privacyLevel: 'SELF_ONLY', musicConfirmed: true };
  const answer = await user.call('POST', '/v1/posts', {
    caption: 'Out of the kiln',
    assetIds: [await user.uploadPhoto()],
    entries: [{ channel, scheduledAt: punctual.clock.now().add({ hours }).toString(), payload }],
    intent: 'schedule',
  });
  return answer.data.entries[0].id;
}
const seen = async (channel: 'ig' | 'tiktok') => seenOf(await rowOf(channel));
const calls = async (path: string) =>
  (await punctual.sandbox.requests()).filter((request) => String(request['path']).includes(path)).length;

describe('a token', () => {
  test('is prolonged before it ends, and what waits for it stays ready', async () => {
    await user.link('tiktok', { account: 'priva' });
    const entry = await schedule('tiktok', 72);
    const before = await rowOf('tiktok');
    expect((await entryNow(entry)).readiness).toBe('ready');

    const due = before.refresh_due_at;
    expect(due === null ? null : Temporal.Instant.compare(due, before.expires_at ?? due)).toBe(-1);
    await punctual.clock.advanceTo(due ?? '');
    expect(await refreshDueTokens(punctual.pipeline)).toBe(1);

    const after = await rowOf('tiktok');
    expect(after.expires_at?.since(before.expires_at ?? '').sign).toBe(1);
    expect(after.access_token_encrypted).not.toBe(before.access_token_encrypted);
    const secret = { userId: after.user_id, channel: 'tiktok', kind: 'access' as const };
    const plain = decryptToken(punctual.foundation.keyRing, secret, after.access_token_encrypted ?? '');
    expect(plain).toMatch(/^act\./);
    expect(JSON.stringify(after)).not.toContain(plain);
    expect((await entryNow(entry)).readiness).toBe('ready');
  });

  test('is prolonged once however many workers find it due', async () => {
    await user.link('tiktok', { account: 'priva' });
    const before = await rowOf('tiktok');
    await punctual.clock.advanceTo(before.refresh_due_at ?? '');
    const calledBefore = await calls('/oauth/token');
    const stale = await seen('tiktok');
    const three = await Promise.all([1, 2, 3].map(() => refreshAccount(punctual.pipeline, stale)));
    expect(three).toEqual(['refreshed', 'refreshed', 'refreshed']);
    expect((await calls('/oauth/token')) - calledBefore).toBe(1);
  });

  test('is asked for in vain once however many posts of one minute wait for it', async () => {
    await user.link('tiktok', { account: 'priva' });
    await punctual.sandbox.fault({ channel: 'tiktok', endpoint: 'refresh', kind: 'http', status: 503 });
    const stale = await seen('tiktok');
    const three = await Promise.all([1, 2, 3].map(() => refreshAccount(punctual.pipeline, stale)));
    expect(three).toEqual(['failed', 'failed', 'failed']);
    expect((await rowOf('tiktok')).refresh_failures).toBe(1);
  });

  test('that the platform cannot prolong just now is asked for again, after growing pauses; nothing is lost', async () => {
    await user.link('tiktok', { account: 'priva' });
    await punctual.sandbox.fault({ channel: 'tiktok', endpoint: 'refresh', kind: 'http', status: 503 });
    const pauses: number[] = [];
    for (const _ of [1, 2, 3]) {
      expect(await refreshAccount(punctual.pipeline, await seen('tiktok'))).toBe('failed');
      const { refresh_due_at: due } = await rowOf('tiktok');
      pauses.push(Math.round(due?.since(punctual.clock.now()).total('minutes') ?? 0));
    }
    expect(pauses).toEqual([1, 2, 4]);
    expect((await accountOf('tiktok')).status).toBe('ok');
    expect(await openAlerts()).toEqual([]);
  });

  test('that could not be prolonged until long after its end is not counted on, until it is', async () => {
    await user.link('tiktok', { account: 'priva' });
    const entry = await schedule('tiktok', 72);
    await punctual.sandbox.fault({ channel: 'tiktok', endpoint: 'refresh', kind: 'http', status: 503 });
    const { expires_at: end } = await rowOf('tiktok');
    await punctual.clock.advanceTo(end?.subtract({ minutes: 30 }) ?? '');
    for (let minutes = 0; minutes < 29; minutes += 1) {
      await punctual.clock.advanceBy({ minutes: 1 });
      await refreshDueTokens(punctual.pipeline);
    }
    expect((await entryNow(entry)).readiness).toBe('ready');
    for (let minutes = 0; minutes < 60; minutes += 1) {
      await punctual.clock.advanceBy({ minutes: 1 });
      await refreshDueTokens(punctual.pipeline);
    }
    expect(await accountOf('tiktok')).toMatchObject({ status: 'ok' });
    expect((await entryNow(entry)).issues[0].code).toBe('account_expired');
    await punctual.sandbox.control('DELETE', 'faults');
    await punctual.clock.advanceBy({ minutes: 61 });
    await refreshDueTokens(punctual.pipeline);
    expect((await entryNow(entry)).readiness).toBe('ready');
    expect(await openAlerts()).toEqual([]);
  });

  test('refused at a refresh loses the account, with every entry that needs it and one alert', async () => {
    await user.link('tiktok', { account: 'priva' });
    const entries = [await schedule('tiktok', 30), await schedule('tiktok', 40), await schedule('tiktok', 50)];
    await punctual.sandbox.fault({ channel: 'tiktok', endpoint: 'refresh', kind: 'error', code: 'invalid_grant' });
    await punctual.clock.advanceTo((await rowOf('tiktok')).refresh_due_at ?? '');
    await refreshDueTokens(punctual.pipeline);

    expect((await accountOf('tiktok')).status).toBe('expired');
    for (const id of entries) {
      expect(await entryNow(id)).toMatchObject({
        readiness: 'token_expired',
        issues: [{ code: 'account_expired', action: 'relink' }],
      });
    }
    const alerts = await openAlerts();
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      kind: 'account_lost',
      channel: 'tiktok',
      count: 3,
      postId: null,
      accountId: (await accountOf('tiktok')).id,
      message: '3 posts will not go out. The access to TikTok has expired. Link the account again.',
    });

    await punctual.sandbox.control('DELETE', 'faults');
    await user.link('tiktok', { account: 'priva' });
    expect((await accountOf('tiktok')).status).toBe('ok');
    expect((await entryNow(entries[0] ?? '')).readiness).toBe('ready');
    expect(await openAlerts()).toEqual([]);
  });
});

describe('a withdrawn grant', () => {
  test('shows at a refresh as revoked (190/458), even with nothing scheduled', async () => {
    await user.link('ig');
    await punctual.sandbox.control('POST', 'revoke', { channel: 'ig', account: (await accountOf('ig')).username });
    await punctual.clock.advanceTo((await rowOf('ig')).refresh_due_at ?? '');
    await refreshDueTokens(punctual.pipeline);
    expect((await accountOf('ig')).status).toBe('revoked');
    const [alert, ...others] = await openAlerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      kind: 'account_lost',
      count: 0,
      message: expect.stringMatching(/^Instagram withdrew/),
    });
  });

  test('shows at the hour: no attempt is made, and the account with all its entries says so', async () => {
    await user.link('ig');
    const [first, later] = [await schedule('ig', 1), await schedule('ig', 20)];
    await punctual.sandbox.control('POST', 'revoke', { channel: 'ig', account: (await accountOf('ig')).username });
    await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 1 }));
    expect((await accountOf('ig')).status).toBe('revoked');
    expect(await entryNow(first)).toMatchObject({
      state: 'needs_attention',
      readiness: 'token_expired',
      job: { attemptCount: 0 },
    });
    expect((await entryNow(later)).readiness).toBe('token_expired');
    expect(await openAlerts()).toMatchObject([{ kind: 'account_lost', count: 2 }]);
  });

  test('shows in the middle of publishing as well', async () => {
    await user.link('ig');
    const [first, later] = [await schedule('ig', 1), await schedule('ig', 20)];
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'error', code: 190, subcode: 458 });
    await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 1 }));
    expect((await accountOf('ig')).status).toBe('revoked');
    expect(await entryNow(first)).toMatchObject({ state: 'needs_attention', readiness: 'token_expired' });
    expect((await entryNow(later)).issues[0].code).toBe('account_revoked');
  });

  test('met by three posts of the same minute makes none of them wait for another', async () => {
    await user.link('ig');
    const entries = [await schedule('ig', 1), await schedule('ig', 1), await schedule('ig', 1)];
    await punctual.sandbox.fault({ channel: 'ig', endpoint: 'media', kind: 'error', code: 190, subcode: 458 });
    await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 1 }));
    for (const id of entries)
      expect(await entryNow(id)).toMatchObject({ state: 'needs_attention', readiness: 'token_expired' });
    expect(await openAlerts()).toMatchObject([{ kind: 'account_lost', count: 3 }]);
  });

  test('reaches us by webhook', async () => {
    await user.link('ig');
    const entry = await schedule('ig', 20);
    await punctual.sandbox.control('POST', 'webhooks', {
      channel: 'ig',
      kind: 'deauthorize',
      account: (await accountOf('ig')).username,
    });
    expect((await accountOf('ig')).status).toBe('revoked');
    expect((await rowOf('ig')).access_token_encrypted).toBeNull();
    expect((await entryNow(entry)).issues[0].code).toBe('account_revoked');
  });
});

const ringOf = (...ids: string[]): KeyRing => ({
  currentId: ids[0] ?? '',
  keys: new Map(ids.map((id) => [id, Buffer.alloc(32, id)])),
});

describe('the key ring', () => {
  test('may be rotated while the server runs', async () => {
    await user.link('ig');
    await user.link('tiktok', { account: 'priva' });
    const { keyRing: old, database } = punctual.foundation;
    const fresh = ringOf('fresh');
    const both: KeyRing = { currentId: 'fresh', keys: new Map([...fresh.keys, ...old.keys]) };
    // A refresh in the middle of it: the row lock puts one after the other, and both leave a readable token.
    const [rotation, refreshed] = await Promise.all([
      rotateKeys(database, both),
      refreshAccount({ ...punctual.pipeline, keyRing: both }, await seen('tiktok')),
    ]);
    expect([rotation.rotated + rotation.current, rotation.unreadable, refreshed]).toEqual([2, [], 'refreshed']);
    expect(await rotateKeys(database, both)).toEqual({ rotated: 0, current: 2, unreadable: [] });
    for (const channel of ['ig', 'tiktok'] as const) {
      const row = await rowOf(channel);
      for (const kind of ['access', 'refresh'] as const) {
        const stored = kind === 'access' ? row.access_token_encrypted : row.refresh_token_encrypted;
        if (stored === null) continue;
        const secret = { userId: row.user_id, channel, kind };
        expect(decryptToken(fresh, secret, stored), `${channel} ${kind}`).toMatch(/^(IGAA|act\.|rft\.)/);
        expect(decryptToken(old, secret, stored)).toBeNull();
      }
    }
  });

  test('that opens a token no more makes the account need a relink; the right key heals it', async () => {
    await user.link('ig');
    const entry = await schedule('ig', 20);
    const withoutKey = { ...punctual.pipeline, keyRing: ringOf('another') };
    expect(await checkTokens(withoutKey)).toBe(1);
    expect((await accountOf('ig')).status).toBe('expired');
    expect((await entryNow(entry)).readiness).toBe('token_expired');
    expect(await openAlerts()).toHaveLength(1);
    expect(await rotateKeys(punctual.foundation.database, ringOf('another'))).toMatchObject({
      unreadable: [expect.any(String)],
    });

    expect(await checkTokens(punctual.pipeline)).toBe(1);
    expect((await accountOf('ig')).status).toBe('ok');
    expect((await entryNow(entry)).readiness).toBe('ready');
    expect(await openAlerts()).toEqual([]);
    expect(await checkTokens(punctual.pipeline)).toBe(0);
  });

  test('is asked at the hour too, when nobody has looked before: no attempt, no crash', async () => {
    await user.link('ig');
    const entry = await schedule('ig', 1);
    const row = await rowOf('ig');
    const sealed = encryptToken(ringOf('lost'), { userId: row.user_id, channel: 'ig', kind: 'access' }, 'IGAA-x');
    await punctual.foundation.database
      .updateTable('channel_accounts')
      .set({ access_token_encrypted: sealed })
      .where('id', '=', row.id)
      .execute();
    await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 1 }));
    expect(await entryNow(entry)).toMatchObject({ readiness: 'token_expired', job: { attemptCount: 0 } });
    expect((await accountOf('ig')).status).toBe('expired');
  });
});

describe('a creator who may post no more today', () => {
  test('is told so before anything is sent, and is free again when TikTok says so', async () => {
    await punctual.sandbox.control('POST', 'settings', { tiktok: { audited: true } });
    await user.link('tiktok', { account: 'priva' });
    const [first, second] = [await schedule('tiktok', 1), await schedule('tiktok', 3)];
    await punctual.sandbox.fault({
      channel: 'tiktok',
      endpoint: 'creator_info',
      kind: 'error',
      code: 'spam_risk_too_many_posts',
    });
    await punctual.runUntil(punctual.clock.now().add({ hours: 1, minutes: 1 }));
    expect(await entryNow(first)).toMatchObject({
      readiness: 'needs_attention',
      issues: [{ code: 'posting_suspended' }, { code: 'held_up' }],
      job: { attemptCount: 0 },
    });
    expect((await entryNow(second)).issues[0].code).toBe('posting_suspended');
    expect(await openAlerts()).toMatchObject([{ count: 2, message: expect.stringContaining('takes no more posts') }]);

    await punctual.sandbox.control('DELETE', 'faults');
    await punctual.runUntil(punctual.clock.now().add({ hours: 3 }));
    expect((await entryNow(second)).readiness).toBe('published');
    expect((await entryNow(first)).issues.map((issue: Loose) => issue.code)).toEqual(['held_up']);
  });
});
