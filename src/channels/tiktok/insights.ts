import { z } from 'zod';
import type { AccountInsights, AdapterTools, Answer, Credentials, InsightsWish, PostInsight } from '../adapter.ts';
import { verdictOn } from './errors.ts';
import { ExactId } from './exact-json.ts';
import type { TiktokAnswer } from './tiktok-call.ts';
import type { TiktokSettings } from './settings.ts';
import { tiktokApi } from './tiktok-api.ts';

const VideoList = z.object({
  videos: z
    .array(
      z.object({
        id: ExactId,
        /** Seconds; `cursor` alone is in milliseconds (tiktok.md 10). */
        create_time: z.number(),
        view_count: z.number().int().min(0).nullish().catch(null),
      }),
    )
    .nullish(),
  cursor: z.number().nullish().catch(null),
  has_more: z.boolean().nullish().catch(null),
});

/** Of 20 posts each: more than anybody publishes between two readings, and little of 600 calls a minute. */
const MOST_PAGES = 3;

/** How public posts did: `video.list` counts their views (tiktok.md 2.1, 10). TikTok does not say when followers are online. */
export async function readInsights(
  settings: TiktokSettings,
  tools: AdapterTools,
  credentials: Credentials,
  wish: InsightsWish,
): Promise<Answer<AccountInsights>> {
  const api = tiktokApi(settings, tools, credentials);
  const found: PostInsight[] = [];
  let cursor: number | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const body: object = { max_count: 20, ...(cursor === null ? {} : { cursor }) };
    const answer: TiktokAnswer<z.infer<typeof VideoList>> = await api.post(
      '/v2/video/list/?fields=id,create_time,view_count',
      body,
      VideoList,
    );
    if (answer.kind !== 'ok') {
      if (page === 0) return { ok: false, failure: verdictOn(answer).failure };
      break;
    }
    for (const { id, create_time: seconds, view_count: views } of answer.value.videos ?? []) {
      const publishedAt = Temporal.Instant.fromEpochMilliseconds(Math.round(seconds * 1000));
      const isSettled = Temporal.Instant.compare(publishedAt, wish.until) <= 0;
      if (isSettled && !wish.known.has(id))
        found.push({ externalId: id, publishedAt, format: 'video', views: views ?? null });
    }
    cursor = answer.value.cursor ?? null;
    if (answer.value.has_more !== true || cursor === null) break;
  }
  return { ok: true, value: { posts: found, followersOnline: null, isMore: false } };
}
