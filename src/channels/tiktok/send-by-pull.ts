import { unclear, outcomeOf, verdictOn } from './errors.ts';
import { askForPull } from './init-call.ts';
import { NOTHING_SENT } from './progress.ts';
import { sendFile } from './send-file.ts';
import type { NoValue } from './tiktok-call.ts';
import { checkpoint, type Steps, type Turn } from './turn.ts';
import { beginWatching } from './watch.ts';

/**
 * PULL_FROM_URL: TikTok fetches the media and posts by itself. A lost answer may be a post on its way, so it is never
 * asked twice without proof (tiktok.md 10); the URLs are this attempt's own, which is what the proof hangs on.
 */
export async function* sendByPull(turn: Turn): Steps {
  const { tools, request, kind } = turn;
  const urls = await Promise.all(request.media.map((file) => file.url()));
  const now = tools.clock.now();
  yield checkpoint({ phase: 'pull_asked', attempt: request.attempt, since: now.toString() }, 'asking TikTok to fetch');
  const answer = await askForPull(turn, urls);
  if (answer.kind === 'ok') return yield* beginWatching(turn, answer.value.publish_id, answer.logId);
  if (answer.kind === 'no_room') {
    yield checkpoint(NOTHING_SENT, 'waiting for room');
    return { kind: 'waiting', until: answer.until };
  }

  const verdict = verdictOn(answer);
  if (!isRefusal(answer)) {
    return { kind: 'unknown', failure: unclear(verdict.failure), askAt: now.add({ seconds: 5 }) };
  }
  const { platformCode, traceId } = verdict.failure;
  yield checkpoint(NOTHING_SENT, 'fetch refused', { error: platformCode, log_id: traceId });
  // The server's address is not verified: a video can still be sent by ourselves (tiktok.md 9).
  if (platformCode === 'url_ownership_unverified' && kind === 'video') return yield* sendFile(turn);
  return outcomeOf(verdict, tools);
}

/**
 * Whether TikTok has certainly created nothing: it refused, or was never reached. A 5xx proves nothing for a pull; a
 * 401 and a 429 come before any work (tiktok.md 9, 10).
 */
function isRefusal(answer: NoValue): boolean {
  if (answer.kind === 'refused') return answer.error.httpStatus < 500 && answer.error.code !== 'internal_error';
  return answer.kind === 'not_sent';
}
