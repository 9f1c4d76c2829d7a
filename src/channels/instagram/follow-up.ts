import { z } from 'zod';
import type { AdapterTools, Checkpoint, FollowUpOutcome, Progress, PublishRequest } from '../adapter.ts';
import { isBefore } from '../../domain/clock.ts';
import { FIRST_COMMENT_DAYS, type Failure, type FirstComment } from '../../domain/outcome.ts';
import { isCommentSettled, writeFirstComment } from './first-comment.ts';
import { lostLogin } from './graph-call.ts';
import { GraphId } from './graph-json.ts';
import { findOurs, readRecentMedia, withoutOthers } from './recent-media.ts';
import type { InstagramSettings } from './settings.ts';
import { beginTurn, instagramKind, moment, type Turn } from './turn.ts';

/** Pauses between the tries, in seconds; after the last one it stays as it is. */
const PAUSES_SECONDS = [15, 60, 90, 300, 900, 3600, 10_800];

/** A part of the work. Returns why the login is lost, which ends the turn: every other call would say the same. */
type Part = AsyncGenerator<Checkpoint, Failure | null, void>;

/**
 * What is left to do for a post that is live: its id where the answer was lost, the permalink, the first comment. Each
 * fails alone, and none changes that the post is live (instagram.md 6). While the account cannot be asked nothing is
 * used up: the rest is done when it is linked again, within FIRST_COMMENT_DAYS.
 */
export async function* followUp(
  settings: InstagramSettings,
  tools: AdapterTools,
  request: PublishRequest,
  stored: Progress,
): AsyncGenerator<Checkpoint, FollowUpOutcome, void> {
  const turn = beginTurn(settings, tools, request, stored);
  const { journal } = turn;
  if (isOthers(turn)) return yield* waitForLink(turn, null);
  const lost = yield* doWhatIsLeft(turn);
  if (lost !== null) return yield* waitForLink(turn, lost);

  const { permalink, followUps } = journal.progress;
  const pause = PAUSES_SECONDS[followUps];
  const isDone = permalink !== null && (isCommentSettled(turn) || isOver(turn));
  if (isDone || pause === undefined) return outcome(turn, null);
  yield journal.note({ followUps: followUps + 1 }, `follow-up ${followUps + 1}`);
  return outcome(turn, tools.clock.now().add({ seconds: pause }));
}

async function* doWhatIsLeft(turn: Turn): Part {
  const { journal } = turn;
  const lostInList = yield* findMediaId(turn);
  const { mediaId } = journal.progress;
  if (lostInList !== null || mediaId === null) return lostInList;
  const lostInRead = yield* readPermalink(turn, mediaId);
  if (lostInRead !== null || isOver(turn)) return lostInRead;
  return yield* writeFirstComment(turn, mediaId);
}

/** Another account is linked by now: it knows nothing of this post, and must not comment on it. */
function isOthers({ accountId, journal }: Turn): boolean {
  const { publishing } = journal.progress;
  return publishing !== null && publishing.accountId !== null && publishing.accountId !== accountId;
}

/**
 * Nothing can be done until the creator links the account again, which calls at once. By then they may have written
 * the comment themselves: so it is looked for before it is written.
 */
async function* waitForLink(turn: Turn, failure: Failure | null): AsyncGenerator<Checkpoint, FollowUpOutcome, void> {
  const { clock, journal } = turn;
  const { comment } = journal.progress;
  if (!isCommentSettled(turn) && comment.startedAt === null) {
    yield journal.note({ comment: { ...comment, startedAt: moment(clock.now()) } }, 'waiting for the account');
  }
  const said = failure === null ? {} : { failure };
  if (isOver(turn)) return { ...outcome(turn, null), ...said };
  const firstComment: FirstComment = { state: 'waiting' };
  return {
    ...outcome(turn, endOf(turn)),
    ...(isCommentSettled(turn) ? {} : { firstComment }),
    ...said,
  };
}

/** Of the last publishing call, or, where none is on record, never. */
function endOf({ clock, journal }: Turn): Temporal.Instant {
  const { publishing } = journal.progress;
  const since = publishing === null ? clock.now() : Temporal.Instant.from(publishing.startedAt);
  return since.add({ hours: 24 * FIRST_COMMENT_DAYS });
}

function isOver(turn: Turn): boolean {
  return !isBefore(turn.clock.now(), endOf(turn));
}

/** @param againAt `null`: nothing more is tried, and what is not done by now stays undone */
function outcome(turn: Turn, againAt: Temporal.Instant | null): FollowUpOutcome {
  const { mediaId, permalink } = turn.journal.progress;
  const firstComment = commentAtLast(turn, againAt === null);
  return { externalId: mediaId, permalink, againAt, ...(firstComment === null ? {} : { firstComment }) };
}

function commentAtLast(turn: Turn, isLast: boolean): FirstComment | null {
  const { id, givenUp, refusal } = turn.journal.progress.comment;
  if (id !== null) return { state: 'written' };
  if (givenUp) return { state: 'missing', says: refusal ?? { word: 'instagram.commentRefused' } };
  if (!isLast || isCommentSettled(turn)) return null;
  return { state: 'missing', says: { word: 'instagram.commentUnclear' } };
}

/** Only where exactly one post can be it: the comment must not land under another. */
async function* findMediaId(turn: Turn): Part {
  const { api, accountId, journal, request } = turn;
  const kind = instagramKind(turn);
  if (journal.progress.mediaId !== null || kind === null) return null;
  const listed = await readRecentMedia(api, accountId);
  if (listed.kind !== 'ok') return lostLogin(listed);
  const { certain, possible } = findOurs(
    await withoutOthers(request, listed.value.data),
    { kind, caption: request.caption },
    journal.progress,
  );
  const [post, ...others] = [...certain, ...possible];
  if (post === undefined || others.length > 0 || (await request.mayHaveTwin?.()) === true) return null;
  yield journal.note({ mediaId: post.id, permalink: post.permalink ?? null }, 'post found', { id: post.id });
  return null;
}

const Permalink = z.object({ id: GraphId, permalink: z.url() });

/** The read right after publishing can fail although the post is live; it is simply read again later. */
async function* readPermalink({ api, journal }: Turn, mediaId: string): Part {
  if (journal.progress.permalink !== null) return null;
  const fields = 'id,permalink,shortcode,timestamp,media_type,media_product_type';
  const answer = await api.get(mediaId, { fields }, Permalink);
  if (answer.kind !== 'ok') return lostLogin(answer);
  yield journal.note({ permalink: answer.value.permalink }, 'permalink', { permalink: answer.value.permalink });
  return null;
}
