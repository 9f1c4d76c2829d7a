import { z } from 'zod';
import type { AdapterTools, Checkpoint, FollowUpOutcome, Progress, PublishRequest } from '../adapter.ts';
import { isCommentSettled, writeFirstComment } from './first-comment.ts';
import { GraphId } from './graph-json.ts';
import { findOurs, readRecentMedia, withoutOthers } from './recent-media.ts';
import type { InstagramSettings } from './settings.ts';
import { beginTurn, instagramKind, type Turn } from './turn.ts';

/** Pauses between the tries, in seconds; after the last one it stays as it is. */
const PAUSES_SECONDS = [15, 60, 90, 300, 900, 3600, 10_800];

/**
 * What is left to do for a post that is live: its id where the answer was lost, the permalink, the first comment. Each
 * fails alone, and none changes that the post is live (instagram.md 6).
 */
export async function* followUp(
  settings: InstagramSettings,
  tools: AdapterTools,
  request: PublishRequest,
  stored: Progress,
): AsyncGenerator<Checkpoint, FollowUpOutcome, void> {
  const turn = beginTurn(settings, tools, request, stored);
  const { journal } = turn;
  yield* findMediaId(turn);
  const { mediaId } = journal.progress;
  if (mediaId !== null) {
    yield* readPermalink(turn, mediaId);
    yield* writeFirstComment(turn, mediaId);
  }
  const { permalink, followUps } = journal.progress;
  const pause = PAUSES_SECONDS[followUps];
  const isDone = permalink !== null && isCommentSettled(turn);
  if (isDone || pause === undefined) return { externalId: mediaId, permalink, againAt: null };
  yield journal.note({ followUps: followUps + 1 }, `follow-up ${followUps + 1}`);
  return { externalId: mediaId, permalink, againAt: tools.clock.now().add({ seconds: pause }) };
}

/** Only where exactly one post can be it: the comment must not land under another. */
async function* findMediaId(turn: Turn): AsyncGenerator<Checkpoint, void, void> {
  const { api, accountId, journal, request } = turn;
  const kind = instagramKind(turn);
  if (journal.progress.mediaId !== null || kind === null) return;
  const listed = await readRecentMedia(api, accountId);
  if (listed.kind !== 'ok') return;
  const { certain, possible } = findOurs(
    await withoutOthers(request, listed.value.data),
    { kind, caption: request.caption },
    journal.progress,
  );
  const [post, ...others] = [...certain, ...possible];
  if (post === undefined || others.length > 0) return;
  yield journal.note({ mediaId: post.id, permalink: post.permalink ?? null }, 'post found', { id: post.id });
}

const Permalink = z.object({ id: GraphId, permalink: z.url() });

/** The read right after publishing can fail although the post is live; it is simply read again later. */
async function* readPermalink({ api, journal }: Turn, mediaId: string): AsyncGenerator<Checkpoint, void, void> {
  if (journal.progress.permalink !== null) return;
  const fields = 'id,permalink,shortcode,timestamp,media_type,media_product_type';
  const answer = await api.get(mediaId, { fields }, Permalink);
  if (answer.kind !== 'ok') return;
  yield journal.note({ permalink: answer.value.permalink }, 'permalink', { permalink: answer.value.permalink });
}
