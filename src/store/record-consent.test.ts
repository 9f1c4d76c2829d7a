import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

let punctual: TestPunctual;
let user: TestUser;
let assetId: string;

beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp();
  await user.link('tiktok', { account: 'priva' });
  assetId = await user.uploadPhoto();
});
afterAll(() => punctual.close());
beforeEach(() => punctual.foundation.database.deleteFrom('post_events').execute());

const CHOICES = { privacyLevel: 'SELF_ONLY', musicConfirmed: true, allowComment: true };
const inHours = (hours: number): string => punctual.clock.now().add({ hours }).toString();
async function write(intent: string, payload: object = CHOICES): Promise<Loose> {
  const answer = await user.call('POST', '/v1/posts', {
    caption: 'Out of the kiln',
    assetIds: [assetId],
    entries: [{ channel: 'tiktok', scheduledAt: inHours(30), payload }],
    intent,
  });
  expect(answer.error).toBeNull();
  return answer.data;
}
const consents = async (): Promise<Loose[]> =>
  (
    await punctual.foundation.database
      .selectFrom('post_events')
      .select(['user_id', 'at', 'detail'])
      .where('kind', '=', 'consent')
      .orderBy('at')
      .orderBy('id')
      .execute()
  ).map((event) => event.detail);

test('ordering a direct TikTok post records what was chosen and shown, for which account, who and when', async () => {
  const post = await write('schedule', {
    ...CHOICES,
    privacyLevel: 'PUBLIC_TO_EVERYONE',
    commercialDisclosure: true,
    brandContent: true,
  });
  const me = (await user.call('GET', '/v1/me')).data;
  expect(await consents()).toMatchObject([
    {
      entryId: post.entries[0].id,
      account: { username: 'lucia.ceramica', nickname: 'Lucía Cerámica', externalAccountId: expect.any(String) },
      privacyLevel: 'PUBLIC_TO_EVERYONE',
      toggles: { allowComment: true, allowDuet: false, allowStitch: false, brandContent: true, brandOrganic: false },
      musicConfirmed: true,
      declarations: [
        { check: 'U14', text: expect.stringContaining('Paid partnership') },
        {
          check: 'U18',
          text: "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation.",
          links: [expect.stringContaining('bc-policy'), expect.stringContaining('music-usage-confirmation')],
        },
      ],
      by: me.id,
      at: punctual.clock.now().toString(),
    },
  ]);
});

test('a draft, a post for the inbox and one for Instagram need none', async () => {
  await write('draft');
  await write('schedule', { mode: 'inbox' });
  expect(await consents()).toEqual([]);
});

test('a changed choice is a new consent; a moved hour or a changed title is not', async () => {
  const post = await write('draft');
  const entryId = post.entries[0].id;
  await user.call('POST', '/v1/publishing/jobs', { calendarEntryId: entryId });
  expect(await consents()).toHaveLength(1);
  await user.call('PATCH', `/v1/calendar/entries/${entryId}`, { scheduledAt: inHours(40) });
  await user.call('PATCH', `/v1/posts/${post.id}`, { title: 'Kiln day' });
  expect(await consents()).toHaveLength(1);
  await user.call('PATCH', `/v1/calendar/entries/${entryId}`, { payload: { ...CHOICES, allowComment: false } });
  expect((await consents()).map((consent) => consent.toggles.allowComment)).toEqual([true, false]);
});
