import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertEntries } from '../../test/e2e/calendar-entries.ts';
import { startPunctual, type Loose, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';

let punctual: TestPunctual;
let owner: TestUser;
let other: TestUser;

beforeAll(async () => {
  punctual = await startPunctual({ env: { SIGN_UP_OPEN: 'true' } });
  owner = await punctual.signUp('owner@example.com');
  other = await punctual.signUp('other@example.com');
});
afterAll(() => punctual.close());

const inMinutes = (minutes: number): string => punctual.clock.now().add({ minutes }).toString();
const list = (query: string, user = owner) => user.call('GET', `/v1/calendar/entries?${query}`);
const idsOf = (entries: Loose[]): string[] => entries.map(({ id }) => id as string);

async function draft(user: TestUser, fields: object = {}) {
  const answer = await user.call('POST', '/v1/posts', {
    caption: 'A bowl',
    entries: [{ channel: 'ig', scheduledAt: inMinutes(60), payload: {} }],
    ...fields,
  });
  expect(answer.error).toBeNull();
  return answer.data;
}

/** Instagram 1000 to 1003 minutes from now, every second one tagged, and TikTok with the last. */
async function fill(user: TestUser): Promise<Loose[]> {
  const posts = [];
  for (const index of [3, 1, 0, 2]) {
    const scheduledAt = inMinutes(1000 + index);
    const entries = [{ channel: 'ig', scheduledAt, payload: {} }];
    if (index === 3) entries.push({ channel: 'tiktok', scheduledAt, payload: { mode: 'inbox' } });
    posts.push(await draft(user, { title: `Bowl ${index}`, tags: index % 2 === 0 ? ['even'] : [], entries }));
  }
  return posts.flatMap(({ entries }) => entries as Loose[]);
}
const window = (): string => `from=${inMinutes(1000)}&to=${inMinutes(1004)}`;
const titles = async (query: string) => (await list(`${window()}&${query}`)).data.map(({ title }: Loose) => title);

describe('a window of entries', () => {
  let own: Loose[] = [];
  beforeAll(async () => {
    own = await fill(owner);
    await fill(other);
    await draft(owner, { entries: [{ channel: 'ig', scheduledAt: null, payload: {} }] });
  });

  test('holds one user’s, from its beginning to before its end, in order of time', async () => {
    const found = (await list(window())).data;
    expect(new Set(idsOf(found))).toEqual(new Set(idsOf(own)));
    expect(found.map(({ title }: Loose) => title)).toEqual(['Bowl 0', 'Bowl 1', 'Bowl 2', 'Bowl 3', 'Bowl 3']);
    const inner = (await list(`from=${inMinutes(1001)}&to=${inMinutes(1002)}`)).data;
    expect(inner.map(({ title }: Loose) => title)).toEqual(['Bowl 1']);
  });

  test('is narrowed by channel, readiness and tag', async () => {
    expect(await titles('tag=even')).toEqual(['Bowl 0', 'Bowl 2']);
    expect(await titles('channel=tiktok')).toEqual(['Bowl 3']);
    expect(await titles('channel=ig&tag=even&limit=1')).toEqual(['Bowl 0']);
    expect(await titles('tag=odd')).toEqual([]);
    expect(await titles('readiness=published')).toEqual([]);
    expect(await titles('readiness=token_expired')).toHaveLength(5);
  });

  test('is read to its end page by page, undated drafts last, each once', async () => {
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const page = await list(`${window()}&drafts=true&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.data.map(({ scheduledAt }: Loose) => scheduledAt as string | null));
      cursor = page.meta.nextCursor as string | null;
    } while (cursor !== null && seen.length < 10);
    expect(seen).toEqual([...[1000, 1001, 1002, 1003, 1003].map(inMinutes), null]);
  });
});

describe('entries asked for by name', () => {
  test('are those alone, by their own ids or their posts’, whenever they are', async () => {
    const [first, second] = [await draft(owner), await draft(owner)];
    await draft(owner);
    const foreign = await draft(other);
    const ids = [first, second, foreign].map(({ entries }) => entries[0].id);
    const byId = (await list(`ids=${ids.join(',')}`)).data;
    expect(new Set(byId.map(({ id }: { id: string }) => id))).toEqual(new Set(ids.slice(0, 2)));
    const byPost = (await list(`posts=${second.id},${foreign.id}`)).data;
    expect(byPost.map(({ id }: { id: string }) => id)).toEqual([ids[1]]);
  });

  test('must be ids, a hundred at most', async () => {
    expect((await list('ids=no-id')).error?.message).toMatch(/^query\.ids.*must be an id/);
    const many = Array.from({ length: 101 }, () => crypto.randomUUID()).join(',');
    expect((await list(`ids=${many}`)).error?.message).toMatch(/100 ids/);
  });
});

// Rows are written in batches of 250 (read-entries.ts): a page may end with one, within one, or right behind one.
test('however long a window’s pages are, each entry is on one of them, in order', async () => {
  const reader = await punctual.signUp('reader@example.com');
  const first = punctual.clock.now().add({ hours: 24 * 100 });
  const at = (index: number) => first.add({ minutes: index });
  await insertEntries(punctual.foundation, { count: 510, at, asset: () => null });
  const wanted = Array.from({ length: 510 }, (_, index) => `Post ${index}`);
  for (const [limit, pages] of [
    [249, 3],
    [250, 3],
    [251, 3],
    [500, 2],
    [510, 1],
    [1000, 1],
  ] as const) {
    const found: Loose[][] = [];
    for (let cursor = ''; found.length === 0 || cursor !== '';) {
      const answer = await list(`from=${first.toString()}&limit=${limit}${cursor}`, reader);
      found.push(answer.data);
      cursor = answer.meta.nextCursor === null ? '' : `&cursor=${answer.meta.nextCursor as string}`;
    }
    expect(found, `${limit} a page`).toHaveLength(pages);
    expect(found.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    expect(found.flat().map(({ title }) => title as string)).toEqual(wanted);
  }
});
