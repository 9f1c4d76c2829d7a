import { z } from 'zod';
import type { OnlineFollowersDay } from '../../domain/best-time-followers.ts';
import type { AccountInsights, AdapterTools, Answer, Credentials, InsightsWish, PostInsight } from '../adapter.ts';
import { failureOf, type GraphAnswer } from './graph-call.ts';
import { GraphId } from './graph-json.ts';
import { instagramApi, type InstagramApi } from './instagram-api.ts';
import { instantOf } from './recent-media.ts';
import type { InstagramSettings } from './settings.ts';
import { HIGH_USAGE_PERCENT } from './usage.ts';

const Media = z.object({
  id: GraphId,
  timestamp: z.string().nullish(),
  media_type: z.string().nullish(),
  media_product_type: z.string().nullish(),
});
const MediaList = z.object({ data: z.array(Media) });
const Count = z.coerce.number().int().min(0).nullish().catch(null);
const Views = z.object({
  data: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: Count })).nullish() })),
});
const FollowersDay = z.object({
  value: z.record(z.string(), z.coerce.number()).nullish().catch(null),
  end_time: z.string(),
});
const Followers = z.object({ data: z.array(z.object({ values: z.array(FollowersDay) })) });

const DAYS_KEPT = 30;

/**
 * How posts did, and when followers are online (instagram.md 13): one list, one question a post that is not known yet,
 * one for the followers. A post about which Instagram says nothing has no views; an answer that does not come, or a
 * call budget that runs low, ends the reading with what there is. Absent data is an empty set, never 0.
 */
export async function readInsights(
  settings: InstagramSettings,
  tools: AdapterTools,
  credentials: Credentials,
  wish: InsightsWish,
): Promise<Answer<AccountInsights>> {
  const api = instagramApi(settings, tools, credentials);
  const listed = await api.get(
    `${credentials.externalAccountId}/media`,
    { fields: 'id,timestamp,media_type,media_product_type', limit: '50' },
    MediaList,
  );
  if (listed.kind !== 'ok') return { ok: false, failure: failureOf(listed, 'other') };
  const wanted = listed.value.data.flatMap((media) => {
    const publishedAt = instantOf(media.timestamp);
    const isSettled = publishedAt !== null && Temporal.Instant.compare(publishedAt, wish.until) <= 0;
    if (!isSettled || wish.known.has(media.id)) return [];
    return [{ externalId: media.id, publishedAt, format: formatOf(media) }];
  });
  const posts: PostInsight[] = [];
  for (const post of wanted.slice(0, wish.mostPosts)) {
    const answer = await api.get(`${post.externalId}/insights`, { metric: 'views' }, Views);
    if (answer.kind !== 'ok' && !isAboutThisPost(answer)) break;
    posts.push({ ...post, views: answer.kind === 'ok' ? viewsIn(answer.value) : null });
    if (isBudgetLow(answer)) break;
  }
  const followersOnline = await readFollowers(api, credentials.externalAccountId, tools.clock.now());
  return { ok: true, value: { posts, followersOnline, isMore: posts.length < wanted.length } };
}

/** The last 30 days; `null` where there is no answer, and for accounts under 100 followers, which get none. */
async function readFollowers(
  api: InstagramApi,
  accountId: string,
  now: Temporal.Instant,
): Promise<OnlineFollowersDay[] | null> {
  const answer = await api.get(
    `${accountId}/insights`,
    {
      metric: 'online_followers',
      period: 'lifetime',
      since: seconds(now.subtract({ hours: DAYS_KEPT * 24 })),
      until: seconds(now),
    },
    Followers,
  );
  const days = answer.kind === 'ok' ? (answer.value.data[0]?.values ?? []) : [];
  return days.length === 0 ? null : days.map(({ value, end_time: endTime }) => ({ value, end_time: endTime }));
}

function seconds(instant: Temporal.Instant): string {
  return String(Math.floor(instant.epochMilliseconds / 1000));
}

/** A post from before the account was professional, or with too few viewers, is refused alone (code 10 or 100). */
function isAboutThisPost(answer: GraphAnswer<unknown>): boolean {
  return answer.kind === 'refused' && (answer.error.code === 100 || answer.error.code === 10);
}

function isBudgetLow(answer: GraphAnswer<unknown>): boolean {
  return (answer.kind === 'ok' || answer.kind === 'refused') && answer.usage.percent >= HIGH_USAGE_PERCENT;
}

function viewsIn({ data }: z.infer<typeof Views>): number | null {
  return data.find(({ name }) => name === 'views')?.values?.[0]?.value ?? null;
}

function formatOf({ media_type: type, media_product_type: product }: z.infer<typeof Media>): string {
  if (product === 'REELS') return 'reel';
  return (type ?? 'unknown').toLowerCase();
}
