/** Writing and listing comments (instagram.md 6). Not idempotent: every call writes one. */
import { graphError } from './errors.ts';
import { graphTime, missingNode, parameter, refuse, reply, selectFields } from './graph.ts';
import type { Reply, Visit } from './graph.ts';
import { newNodeId } from './ids.ts';
import { visiblePost } from './media-nodes.ts';
import type { Comment } from './state.ts';

/** Limits from memory of the documentation: 300 characters, 4 hashtags, 1 URL. */
const MAX_CHARACTERS = 300;
const MAX_HASHTAGS = 4;
const MAX_LINKS = 1;

/** `POST /{media}/comments`. */
export function writeComment(visit: Visit): Reply {
  const { core, state } = visit.instagram;
  const post = visiblePost(visit, visit.nodeId);
  if (post === null) return refuse(missingNode(visit.nodeId));
  const message = parameter(visit, 'message') ?? '';
  const problem = messageProblem(message);
  if (problem !== null) return refuse(graphError(100, null, `(#100) ${problem}`));
  if (!post.commentsEnabled) return refuse(graphError(100, null, '(#100) Comments are disabled on this media.'));
  const comment: Comment = {
    id: newNodeId(core.chance),
    mediaId: post.id,
    username: visit.account.username,
    text: message,
    atMs: visit.nowMs,
  };
  state.comments.put(comment.id, comment, { owner: post.id, at: comment.atMs });
  return reply({ id: comment.id });
}

function messageProblem(message: string): string | null {
  if (message === '') return 'The parameter message is required';
  if (message.length > MAX_CHARACTERS) return `The message is longer than ${MAX_CHARACTERS} characters.`;
  if ((message.match(/#[\p{L}\p{N}_]+/gu) ?? []).length > MAX_HASHTAGS) return `More than ${MAX_HASHTAGS} hashtags.`;
  return (message.match(/https?:\/\//gi) ?? []).length > MAX_LINKS ? `More than ${MAX_LINKS} link.` : null;
}

/** `GET /{media}/comments`, newest first. */
export function listComments(visit: Visit): Reply {
  const post = visiblePost(visit, visit.nodeId);
  if (post === null) return refuse(missingNode(visit.nodeId));
  const nodes: unknown[] = [];
  for (const comment of visit.instagram.state.comments.list({ owner: post.id, newestFirst: true, limit: 50 })) {
    const node = commentFields(visit, comment, ['id', 'text', 'timestamp']);
    if (!node.ok) return node;
    nodes.push(node.value);
  }
  return reply({ data: nodes });
}

/** `GET /{comment}`. */
export function readComment(visit: Visit): Reply {
  const comment = visit.instagram.state.comments.get(visit.nodeId);
  return comment === null
    ? refuse(missingNode(visit.nodeId))
    : commentFields(visit, comment, ['id', 'text', 'timestamp']);
}

function commentFields(visit: Visit, comment: Comment, defaults: readonly string[]): Reply {
  const node = {
    id: comment.id,
    text: comment.text,
    username: comment.username,
    timestamp: graphTime(comment.atMs),
    like_count: 0,
    hidden: false,
    media: { id: comment.mediaId },
    from: { username: comment.username },
    user: undefined,
    replies: undefined,
    parent_id: undefined,
  };
  return selectFields(node, parameter(visit, 'fields'), defaults, 'IGComment');
}
