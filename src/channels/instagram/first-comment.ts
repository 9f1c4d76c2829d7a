import { z } from 'zod';
import type { Checkpoint } from '../adapter.ts';
import { isBefore } from '../../domain/clock.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { Said } from '../../domain/said.ts';
import { classify } from './errors.ts';
import { lostLogin, type GraphAnswer } from './graph-call.ts';
import { GraphId } from './graph-json.ts';
import { comparableCaption } from './recent-media.ts';
import { moment, type Turn } from './turn.ts';

const TIMEOUT_MS = 60_000;
/** A comment whose answer was lost is surely to be seen, or was never written, after this. */
const SETTLED_AFTER = { minutes: 1 };

const Written = z.object({ id: GraphId });
const Comment = z.object({ id: GraphId, text: z.string().nullish(), username: z.string().nullish() });
type Comment = z.infer<typeof Comment>;
const Comments = z.object({ data: z.array(Comment) });

/** Whether the comment is written, or will never be; else there is more to do. */
export function isCommentSettled({ journal, payload }: Turn): boolean {
  const { comment } = journal.progress;
  return (payload.firstComment ?? '').trim() === '' || comment.id !== null || comment.givenUp;
}

/**
 * Writes the first comment. Not idempotent: where an earlier answer was lost, it is looked for before it is written
 * again (instagram.md 6). A comment that fails never fails the post. Returns why the login is lost, where it is.
 */
export async function* writeFirstComment(
  turn: Turn,
  mediaId: string,
): AsyncGenerator<Checkpoint, Failure | null, void> {
  const { api, clock, journal, payload } = turn;
  if (isCommentSettled(turn)) return null;
  const message = payload.firstComment ?? '';
  const { comment } = journal.progress;
  if (comment.startedAt !== null) {
    const listed = await listComments(turn, mediaId);
    if (listed.kind !== 'ok') return lostLogin(listed);
    const found = listed.value.data.find((each) => isOurs(turn, each, message));
    if (found !== undefined) {
      yield journal.note({ comment: { ...comment, id: found.id } }, 'comment found', { id: found.id });
      return null;
    }
    if (isBefore(clock.now(), Temporal.Instant.from(comment.startedAt).add(SETTLED_AFTER))) return null;
  }
  yield journal.note({ comment: { ...comment, startedAt: moment(clock.now()) } }, 'commenting');
  const answer = await api.post(`${mediaId}/comments`, { message }, Written, TIMEOUT_MS);
  if (answer.kind === 'ok') {
    yield journal.note({ comment: { ...comment, id: answer.value.id } }, 'commented', { id: answer.value.id });
  } else if (answer.kind === 'not_sent') {
    yield journal.note({ comment: { ...comment, startedAt: null } }, 'comment not sent', { reason: answer.reason });
  } else if (answer.kind === 'refused') {
    const loss = lostLogin(answer);
    if (loss !== null) return loss;
    yield* afterRefusal(turn, answer);
  }
  // Lost or unreadable, or the login is: the intent stays, and the next turn looks first.
  return null;
}

async function* afterRefusal(
  { journal }: Turn,
  { error }: Extract<GraphAnswer<never>, { kind: 'refused' }>,
): AsyncGenerator<Checkpoint, void, void> {
  // As strict as at publishing: an error that may come although the work was done keeps the intent.
  const { failure, atPublish } = classify(error, 'publish');
  const { comment } = journal.progress;
  const evidence = { code: failure.platformCode, traceId: failure.traceId };
  if (atPublish.kind !== 'refused') {
    yield journal.note({}, 'comment unclear', evidence);
    return;
  }
  const givenUp = failure.failureClass !== 'rate' && failure.failureClass !== 'transient';
  yield journal.note(
    { comment: { ...comment, startedAt: null, givenUp, refusal: saidOf(failure.says) } },
    'comment refused',
    evidence,
  );
}

/** An invalid parameter of this call can only be the comment's words, or the post takes no comments. */
function saidOf(says: Said): Said {
  return 'word' in says && says.word === 'instagram.appFault' ? { ...says, word: 'instagram.commentRefused' } : says;
}

function listComments({ api }: Turn, mediaId: string): Promise<GraphAnswer<z.infer<typeof Comments>>> {
  return api.get(`${mediaId}/comments`, { fields: 'id,text,username,timestamp' }, Comments);
}

function isOurs({ request }: Turn, { text, username }: Comment, message: string): boolean {
  const { username: own } = request.credentials;
  return comparableCaption(text ?? '') === comparableCaption(message) && (username ?? own) === own;
}
