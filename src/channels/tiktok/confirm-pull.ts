import type { Failure } from '../../domain/outcome.ts';
import type { Confirmation } from '../adapter.ts';
import { foundOut, live, notLive, personDecides } from './confirmations.ts';
import { isOverdue, nextPostIdAt } from './poll-times.ts';
import type { InPhase } from './progress.ts';
import type { Turn } from './turn.ts';
import { lookForPost } from './video-list.ts';

/** TikTok fetches for up to an hour (tiktok.md 5.4); some minutes for clocks that differ. */
const PULL_MINUTES = 65;

/**
 * A pull whose init was not answered. TikTok must download the media to post them, from URLs that nobody else has:
 * closed now, and never served whole, they can become nothing once TikTok has stopped trying. Served whole, the post
 * may be out: then it is looked for, and in the end a person decides (tiktok.md 10).
 */
export async function confirmPull(turn: Turn, progress: InPhase<'pull_asked'>): Promise<Confirmation> {
  const { request, tools } = turn;
  const since = Temporal.Instant.from(progress.since);
  const now = tools.clock.now();
  const settledAt = since.add({ minutes: PULL_MINUTES });
  await Promise.all(request.media.map((file) => file.withdraw()));

  if (!(await mayHaveEverything(turn, progress))) {
    if (Temporal.Instant.compare(now, settledAt) >= 0) return notLive({ failure: NEVER_FETCHED, pause: 'none' }, turn);
    return { outcome: { kind: 'unknown', askAt: settledAt }, progress };
  }
  const { proof, candidates } = await lookForPost(turn, since);
  // The publish_id was in the answer that got lost, so there is nothing to follow up.
  if (proof !== null) return live(turn, foundOut(turn, null, proof));
  const askAt = nextPostIdAt(since, now);
  if (candidates.length > 1 || askAt === null || isOverdue(since, now)) return personDecides(progress, candidates);
  return { outcome: { kind: 'unknown', askAt }, progress };
}

/** A post needs every file. The URLs of another attempt tell nothing of this one. */
async function mayHaveEverything({ request }: Turn, { attempt }: InPhase<'pull_asked'>): Promise<boolean> {
  if (request.attempt !== attempt) return true;
  const served = await Promise.all(request.media.map((file) => file.served()));
  return served.every((much) => much === 'whole');
}

const NEVER_FETCHED: Failure = {
  failureClass: 'transient',
  says: { word: 'tiktok.neverFetched' },
  platformCode: 'pull unanswered',
  traceId: null,
  httpStatus: null,
};
