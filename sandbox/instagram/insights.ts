/** Numbers for "best time" (instagram.md 13): invented, but always the same for the same account and day. */
import { createHash } from 'node:crypto';
import { graphError } from './errors.ts';
import { graphTime, missingNode, parameter, refuse, reply } from './graph.ts';
import type { Reply, Visit } from './graph.ts';
import { visiblePost } from './media-nodes.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;
/** "The newest 2–3 days are usually empty." */
const EMPTY_DAYS = 2;
const MEDIA_METRICS = ['reach', 'views', 'likes', 'comments', 'saved', 'shares', 'total_interactions', 'reposts'];
const REEL_METRICS = ['ig_reels_avg_watch_time', 'ig_reels_video_view_total_time', 'reels_skip_rate'];

/** `GET /{user}/insights?metric=online_followers&period=lifetime` or `GET /{media}/insights?metric=…`. */
export function readInsights(visit: Visit, isAccount: boolean): Reply {
  return isAccount ? accountInsights(visit) : mediaInsights(visit);
}

function accountInsights(visit: Visit): Reply {
  const metrics = (parameter(visit, 'metric') ?? '').split(',');
  if (metrics.length !== 1 || metrics[0] !== 'online_followers') {
    return refuse(graphError(100, null, '(#100) metric[0] must be one of the following values: online_followers'));
  }
  if (parameter(visit, 'period') !== 'lifetime') {
    return refuse(graphError(100, null, '(#100) The metric online_followers needs period=lifetime'));
  }
  if (Number(visit.account.extra['followers'] ?? 0) < 100) return reply({ data: [] });
  const today = pacificMidnight(visit.nowMs);
  const since = bound(parameter(visit, 'since'), today - KEPT_DAYS * DAY_MS);
  const until = bound(parameter(visit, 'until'), today);
  const values: unknown[] = [];
  for (let days = KEPT_DAYS; days >= 0; days -= 1) {
    const end = today - days * DAY_MS;
    if (end < since || end > until) continue;
    values.push({ value: days < EMPTY_DAYS ? {} : onlineByHour(visit.account.id, end), end_time: graphTime(end) });
  }
  if (values.length === 0) return reply({ data: [] });
  return reply({
    data: [
      {
        name: 'online_followers',
        period: 'lifetime',
        values,
        title: 'Online followers',
        description: 'Total number of this profile’s followers that were online during the specified range',
        id: `${visit.account.id}/insights/online_followers/lifetime`,
      },
    ],
  });
}

/** Days end at Pacific midnight, `…T07:00:00+0000` in summer. */
function pacificMidnight(ms: number): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('America/Los_Angeles');
  return zoned.startOfDay().epochMilliseconds;
}

function bound(seconds: string | null, otherwise: number): number {
  return seconds === null || Number.isNaN(Number(seconds)) ? otherwise : Number(seconds) * 1000;
}

/** More people in the evening, fewer at night, a little different every day. */
function onlineByHour(accountId: string, endMs: number): Record<string, number> {
  const noise = createHash('sha256').update(`${accountId}:${endMs}`).digest();
  return Object.fromEntries(
    Array.from({ length: 24 }, (_, hour) => {
      const wave = 1 + Math.cos(((hour - 19) / 24) * 2 * Math.PI);
      return [String(hour), Math.round(120 * wave) + ((noise[hour] ?? 0) % 40)];
    }),
  );
}

function mediaInsights(visit: Visit): Reply {
  const post = visiblePost(visit, visit.nodeId);
  if (post === null) return refuse(missingNode(visit.nodeId));
  const allowed = post.kind === 'reel' ? [...MEDIA_METRICS, ...REEL_METRICS] : MEDIA_METRICS;
  const metrics = (parameter(visit, 'metric') ?? '').split(',').map((metric) => metric.trim());
  // "One unsupported metric fails the whole call."
  const unsupported = metrics.find((metric) => !allowed.includes(metric));
  if (unsupported !== undefined) {
    return refuse(graphError(100, null, `(#100) metric[0] must be one of the following values: ${allowed.join(', ')}`));
  }
  const noise = createHash('sha256').update(post.id).digest();
  return reply({
    data: metrics.map((name) => ({
      name,
      period: 'lifetime',
      values: [{ value: (noise[allowed.indexOf(name)] ?? 0) * (name === 'reach' || name === 'views' ? 10 : 1) }],
      title: name,
      id: `${post.id}/insights/${name}/lifetime`,
    })),
  });
}
