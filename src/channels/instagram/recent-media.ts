import { z } from 'zod';
import type { Candidate } from '../../domain/outcome.ts';
import type { PublishRequest } from '../adapter.ts';
import { isBefore } from '../../domain/clock.ts';
import { GraphId } from './graph-json.ts';
import type { GraphAnswer } from './graph-call.ts';
import type { InstagramApi } from './instagram-api.ts';
import type { InstagramProgress } from './progress.ts';
import type { InstagramKind } from './turn.ts';

/** Captions may be missing with Instagram Login (instagram.md 6). */
const Media = z.object({
  id: GraphId,
  caption: z.string().nullish(),
  timestamp: z.string().nullish(),
  permalink: z.string().nullish(),
  media_type: z.string().nullish(),
});
export type RecentMedia = z.infer<typeof Media>;
const MediaList = z.object({ data: z.array(Media) });

/** The newest posts of the account, newest first. More than anybody publishes between two questions. */
export async function readRecentMedia(
  api: InstagramApi,
  accountId: string,
): Promise<GraphAnswer<{ data: RecentMedia[] }>> {
  const list = (fields: string) => api.get(`${accountId}/media`, { fields, limit: '50' }, MediaList);
  const answer = await list('id,timestamp,permalink,media_type,caption');
  // Captions are documented for Facebook Login only, and a field that does not exist is error 100.
  const isFieldMissing = answer.kind === 'refused' && answer.error.code === 100 && answer.error.subcode === null;
  return isFieldMissing ? list('id,timestamp,permalink,media_type') : answer;
}

/** Two posts may say the same words: one that is known to be another post of this account cannot be this one. */
export async function withoutOthers(
  { otherPostIds }: Pick<PublishRequest, 'otherPostIds'>,
  list: readonly RecentMedia[],
): Promise<RecentMedia[]> {
  const others = await otherPostIds?.();
  return list.filter((media) => others?.has(media.id) !== true);
}

/** Posts that may be ours: `certain` by their caption, `possible` where captions prove nothing. */
export interface Sighting {
  certain: RecentMedia[];
  possible: RecentMedia[];
}

/** Their clock is not ours (instagram.md 12.3). */
const CLOCK_TOLERANCE = { minutes: 2 };
const MEDIA_TYPES: Readonly<Record<InstagramKind, string>> = {
  image: 'IMAGE',
  reel: 'VIDEO',
  carousel: 'CAROUSEL_ALBUM',
};

/** instagram.md 12.3: not there before, not older than the publishing, same kind, same caption. */
export function findOurs(
  list: readonly RecentMedia[],
  ours: { kind: InstagramKind; caption: string },
  progress: Pick<InstagramProgress, 'baseline' | 'publishing'>,
): Sighting {
  const known = new Set(progress.baseline?.mediaIds);
  const fresh = list.filter(
    (media) =>
      !known.has(media.id) &&
      isRecentEnough(media, progress.publishing) &&
      (media.media_type ?? MEDIA_TYPES[ours.kind]) === MEDIA_TYPES[ours.kind],
  );
  const caption = comparableCaption(ours.caption);
  // An equal empty caption proves nothing.
  if (caption === '') {
    return { certain: [], possible: fresh.filter((media) => comparableCaption(media.caption ?? '') === '') };
  }
  const certain = fresh.filter((media) => comparableCaption(media.caption ?? '') === caption);
  const areCaptionsShown = list.some((media) => (media.caption ?? '') !== '');
  return { certain, possible: areCaptionsShown ? [] : fresh };
}

/** "Captions read back may lack the @ signs: compare after removing @ and collapsing whitespace" (instagram.md 6). */
export function comparableCaption(caption: string): string {
  return caption.replaceAll('@', '').replace(/\s+/g, ' ').trim().normalize('NFC');
}

export function candidatesOf({ certain, possible }: Sighting): Candidate[] {
  return [...certain, ...possible].map(({ id, permalink, timestamp }) => ({
    externalId: id,
    permalink: permalink ?? null,
    createdAt: instantOf(timestamp)?.toString() ?? null,
  }));
}

function isRecentEnough({ timestamp }: RecentMedia, publishing: InstagramProgress['publishing']): boolean {
  const publishedAt = instantOf(timestamp);
  if (publishedAt === null || publishing === null) return true;
  const earliest = Temporal.Instant.from(publishing.firstStartedAt).subtract(CLOCK_TOLERANCE);
  return !isBefore(publishedAt, earliest);
}

/** `2026-11-22T09:00:00+0000`; `null` for anything that is no instant. */
export function instantOf(text: string | null | undefined): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text ?? '');
  } catch {
    // A post without a readable time is still a post: it is kept as a candidate.
    return null;
  }
}
