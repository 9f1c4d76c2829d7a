import { z } from 'zod';
import type { Candidate } from '../../domain/outcome.ts';
import { ExactId } from './exact-json.ts';
import { permalinkOf } from './links.ts';
import { isPublic, type Turn } from './turn.ts';

const FIELDS = 'id,create_time,title,video_description,duration,share_url';

const Video = z.object({
  id: ExactId,
  /** Seconds; `cursor` alone is in milliseconds (tiktok.md 10). */
  create_time: z.number(),
  title: z.string().nullish().catch(null),
  video_description: z.string().nullish().catch(null),
  duration: z.number().nullish().catch(null),
});
type Video = z.infer<typeof Video>;

const VideoList = z.object({ videos: z.array(Video).nullish() });

/** Clocks differ; a post that is older than this beside the attempt is not ours. */
const CLOCK_LEEWAY_SECONDS = 60;
const DURATION_LEEWAY_SECONDS = 1;

export interface Findings {
  /** Certainly this post: the only one there is with its words. */
  proof: Candidate | null;
  candidates: Candidate[];
}

/**
 * The posts that may be this one: created since, with its text, and as long (tiktok.md 10). Only public, moderated
 * posts are listed, so finding none proves nothing, and of a post without words finding one does not either. Empty,
 * too, when the list cannot be read. What another post of the account is known to have become is none of them.
 */
export async function lookForPost(turn: Turn, since: Temporal.Instant): Promise<Findings> {
  if (!isPublic(turn)) return { proof: null, candidates: [] };
  const answer = await turn.api.post(`/v2/video/list/?fields=${FIELDS}`, { max_count: 20 }, VideoList);
  if (answer.kind !== 'ok') return { proof: null, candidates: [] };
  const earliest = since.epochMilliseconds / 1000 - CLOCK_LEEWAY_SECONDS;
  const others = await turn.request.otherPostIds?.();
  const candidates = (answer.value.videos ?? [])
    .filter((video) => others?.has(video.id) !== true)
    .filter((video) => video.create_time >= earliest && hasText(video, turn) && isAsLong(video, turn))
    .map((video) => ({
      externalId: video.id,
      permalink: permalinkOf(turn, video.id),
      createdAt: Temporal.Instant.fromEpochMilliseconds(video.create_time * 1000).toString(),
    }));
  const [only] = candidates;
  const isProof =
    candidates.length === 1 && flat(turn.request.caption) !== '' && (await turn.request.mayHaveTwin?.()) !== true;
  return { proof: isProof ? (only ?? null) : null, candidates };
}

/** Which of the two fields carries the caption is not said; a photo post also has its headline. */
function hasText({ title, video_description: description }: Video, { request }: Turn): boolean {
  const caption = flat(request.caption);
  return flat(description ?? '') === caption || flat(title ?? '') === caption;
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function isAsLong({ duration }: Video, { request, kind }: Turn): boolean {
  const durationMs = request.media[0]?.durationMs ?? null;
  if (kind === 'photos' || durationMs === null || duration == null) return true;
  return Math.abs(duration - durationMs / 1000) <= DURATION_LEEWAY_SECONDS;
}
