import { z } from 'zod';
import { type GraphAnswer } from './graph-call.ts';
import type { InstagramApi } from './instagram-api.ts';

/** How much of the account's daily budget of posts is used (instagram.md 7). Never assume the total: read it. */
export interface PublishingLimit {
  used: number;
  total: number | null;
  durationSeconds: number | null;
}

const Limit = z.object({
  data: z
    .tuple([
      z.object({
        quota_usage: z.number(),
        config: z.object({ quota_total: z.number().optional(), quota_duration: z.number().optional() }).optional(),
      }),
    ])
    .rest(z.unknown()),
});

const PublishingLimitAnswer = Limit.transform(({ data: [{ quota_usage: used, config }] }): PublishingLimit => ({
  used,
  total: config?.quota_total ?? null,
  durationSeconds: config?.quota_duration ?? null,
}));

/** @param since counts only what was published from then on; at most 24 hours ago */
export function readPublishingLimit(
  api: InstagramApi,
  accountId: string,
  since?: Temporal.Instant,
): Promise<GraphAnswer<PublishingLimit>> {
  return api.get(
    `${accountId}/content_publishing_limit`,
    { fields: 'quota_usage,config', ...(since === undefined ? {} : { since: unixSeconds(since) }) },
    PublishingLimitAnswer,
  );
}

export function isUsedUp({ used, total }: PublishingLimit): boolean {
  return total !== null && used >= total;
}

function unixSeconds(instant: Temporal.Instant): string {
  return String(Math.floor(instant.epochMilliseconds / 1000));
}
