import type { AdapterTools, Confirmation, Progress, PublishRequest } from '../adapter.ts';
import { isBefore, later } from '../../domain/clock.ts';
import type { Failure } from '../../domain/outcome.ts';
import { classify, type PlatformError } from './errors.ts';
import { failureOf, type GraphAnswer } from './graph-call.ts';
import { readContainer, type ContainerStatus } from './poll.ts';
import type { InstagramProgress } from './progress.ts';
import { readPublishingLimit, type PublishingLimit } from './publishing-limit.ts';
import {
  ASKED_LONG_ENOUGH,
  pauseAfter,
  SIGHTING_PAUSE,
  SIGHTINGS_NEEDED,
  SURELY_OVER_AFTER,
} from './question-schedule.ts';
import { candidatesOf, findOurs, readRecentMedia, withoutOthers, type Sighting } from './recent-media.ts';
import type { InstagramSettings } from './settings.ts';
import { beginTurn, instagramKind, unclearFailure, type Turn } from './turn.ts';

type Publishing = NonNullable<InstagramProgress['publishing']>;
/** `gone`: Instagram knows no such container (any more). */
type Standing = ContainerStatus['status_code'] | 'gone';

const ANOTHER_CONTAINER = { container: null, children: [] };
/** "Media not found" and "the container does not exist" (instagram.md 11). */
const LOST = '24/2207006';
const NOT_THERE = '24/2207008';
/** "Action is blocked", of which only asking tells whether it was (instagram.md 11). */
const BLOCKED = '4/2207051';

/**
 * What became of an unclear publish: the procedure of instagram.md 12, whose steps are numbered here. It only reads.
 * After `notLive` the progress allows the next `publish` to send again: the same container, or, where that can no
 * longer be published, a new one.
 */
export async function confirm(
  settings: InstagramSettings,
  tools: AdapterTools,
  request: PublishRequest,
  stored: Progress,
): Promise<Confirmation> {
  const turn = beginTurn(settings, tools, request, stored);
  const { mediaId, publishing } = turn.journal.progress;
  if (mediaId !== null) return live(turn, mediaId, null);
  if (publishing === null || publishing.isNotLive) return notLive(turn, publishing, {});

  const asked = { ...publishing, asked: publishing.asked + 1 };
  // Another account is linked by now. It knows nothing of the container or the post, and its silence proves nothing.
  if (asked.accountId !== null && asked.accountId !== turn.accountId) return stillUnknown(turn, asked, null);
  // 1. The container itself.
  const container = await readContainer(turn.api, publishing.containerId);
  const standing = standingOf(container);
  // 7. A question that fails, for whatever reason, changes nothing: it is asked again.
  if (standing === null) return stillUnknown(turn, asked, null, container);

  // 3. The list, asked for in every case: a post that is there settles it whatever the container says.
  const look = await lookForIt(turn);
  // Of two with the same words a post that is found may be either: neither is settled by it.
  const hasTwin = (await request.mayHaveTwin?.()) === true;
  if (standing === 'PUBLISHED') return live(turn, ...onlyOne(hasTwin ? null : look.sighting));
  const { sighting } = look;
  if (sighting === null) return stillUnknown(turn, asked, null, look.listed);
  const { certain, possible } = sighting;
  const [post, ...others] = certain;
  if (post !== undefined && hasTwin) return stillUnknown(turn, { ...asked, settledSightings: 0 }, sighting);
  if (post !== undefined && others.length === 0) return live(turn, post.id, post.permalink ?? null);
  if (others.length > 0) return personDecides(turn, asked, sighting);

  // 2. Perhaps it is still running.
  const surelyOver = Temporal.Instant.from(asked.startedAt).add(SURELY_OVER_AFTER);
  if (standing === 'IN_PROGRESS' || isBefore(turn.clock.now(), surelyOver)) {
    return stillUnknown(turn, { ...asked, settledSightings: 0 }, sighting);
  }
  if (possible.length > 0) return personDecides(turn, asked, sighting);
  const limit = await readLimit(turn);
  if (!isNothingCounted(turn, limit)) return stillUnknown(turn, asked, sighting, limit);
  const settled = { ...asked, settledSightings: asked.settledSightings + 1 };
  if (settled.settledSightings < SIGHTINGS_NEEDED) return stillUnknown(turn, settled, sighting);

  switch (standing) {
    // 4. Unpublished, not listed, not counted: the same container again, which yields one post at most; unless
    // Instagram will not find that one (11, code 24).
    case 'FINISHED':
      return wasNotFound(settled) ? notLive(turn, settled, ANOTHER_CONTAINER) : notLive(turn, settled, {});
    // 5. It can never be published again, and no post is there: another container.
    case 'ERROR':
      return notLive(turn, settled, ANOTHER_CONTAINER);
    // 6. Whether a published container may read so as well is not documented: only a caption of its own proves it.
    case 'EXPIRED':
    case 'gone':
      if (!isCaptionTelling(turn)) return personDecides(turn, settled, sighting);
      return notLive(turn, settled, ANOTHER_CONTAINER);
  }
}

/** `null`: the question was not answered. */
function standingOf(answer: GraphAnswer<ContainerStatus>): Standing | null {
  if (answer.kind === 'ok') return answer.value.status_code;
  return answer.kind === 'refused' && isMissing(answer.error) ? 'gone' : null;
}

/** `sighting` is `null` where the list could not be read. */
async function lookForIt(turn: Turn): Promise<{ listed: GraphAnswer<unknown>; sighting: Sighting | null }> {
  const kind = instagramKind(turn);
  const listed = await readRecentMedia(turn.api, turn.accountId);
  if (listed.kind !== 'ok' || kind === null) return { listed, sighting: null };
  const ours = { kind, caption: turn.request.caption };
  const list = await withoutOthers(turn.request, listed.value.data);
  return { listed, sighting: findOurs(list, ours, turn.journal.progress) };
}

/** The post that a published container became, where exactly one can be it; its id is looked for again later. */
function onlyOne(sighting: Sighting | null): [string | null, string | null] {
  const all = sighting === null ? [] : [...sighting.certain, ...sighting.possible];
  const [post, ...others] = all;
  return post === undefined || others.length > 0 ? [null, null] : [post.id, post.permalink ?? null];
}

function readLimit({ api, accountId, journal }: Turn): Promise<GraphAnswer<PublishingLimit>> {
  const since = journal.progress.baseline?.quotaSince ?? null;
  return readPublishingLimit(api, accountId, since === null ? undefined : Temporal.Instant.from(since));
}

/** Whether the publishing limit counts no post more than before the publishing. */
function isNothingCounted({ journal }: Turn, limit: GraphAnswer<PublishingLimit>): boolean {
  const { baseline } = journal.progress;
  return baseline !== null && limit.kind === 'ok' && limit.value.used <= baseline.quotaUsed;
}

/** Instagram knows the container when it is read, but not when it is to be published. */
function wasNotFound({ refusedWith }: Publishing): boolean {
  return refusedWith === LOST || refusedWith === NOT_THERE;
}

function isCaptionTelling({ journal, request }: Turn): boolean {
  return request.caption.trim() !== '' && journal.progress.baseline?.captionWasThere === false;
}

function live({ clock, journal }: Turn, externalId: string | null, permalink: string | null): Confirmation {
  return {
    outcome: { kind: 'live', externalId, permalink, followUpAt: clock.now() },
    progress: { ...journal.progress, mediaId: externalId, permalink },
  };
}

/** The next try may come at once; the caller's own schedule comes on top. */
function notLive(turn: Turn, publishing: Publishing | null, dropped: Partial<InstagramProgress>): Confirmation {
  const { journal } = turn;
  const { failure, notBefore } = whyNotLive(turn, publishing);
  const proven = publishing === null ? null : { ...publishing, isNotLive: true };
  return {
    outcome: { kind: 'notLive', failure, notBefore },
    progress: { ...journal.progress, ...dropped, polling: null, notReady: 0, publishing: proven },
  };
}

function whyNotLive(
  turn: Turn,
  publishing: Publishing | null,
): { failure: Failure; notBefore: Temporal.Instant | null } {
  if (publishing !== null && wasNotFound(publishing)) return { failure: notFound(turn, publishing), notBefore: null };
  if (publishing?.refusedWith !== BLOCKED) return { failure: notPublished(), notBefore: null };
  // It was blocked indeed, and trying again at once would prolong it: "rate, wait hours".
  const { failure, waitMinutes } = classify(errorOf(4, 2_207_051), 'other');
  return { failure, notBefore: Temporal.Instant.from(publishing.startedAt).add({ minutes: waitMinutes ?? 0 }) };
}

function notPublished(): Failure {
  return {
    failureClass: 'transient',
    says: { word: 'instagram.notPublished' },
    platformCode: null,
    traceId: null,
    httpStatus: null,
  };
}

/** "Second time token": a post whose second container is lost as well says something of the access. */
function notFound({ journal }: Turn, { refusedWith }: Publishing): Failure {
  const subcode = refusedWith === LOST ? 2_207_006 : 2_207_008;
  const before = (journal.progress.errors[refusedWith ?? ''] ?? 1) - 1;
  return classify(errorOf(24, subcode), 'process', () => before).failure;
}

/** An error that was answered earlier and of which only the code is on record. */
function errorOf(code: number, subcode: number): PlatformError {
  return { code, subcode, message: '', userMessage: null, isTransient: false, traceId: null, httpStatus: null };
}

/** Asked again after a growing pause, for a day; then a person looks (12.7). */
function stillUnknown(
  turn: Turn,
  publishing: Publishing,
  sighting: Sighting | null,
  unanswered: GraphAnswer<unknown> | null = null,
): Confirmation {
  const { clock, journal } = turn;
  const now = clock.now();
  const until = Temporal.Instant.from(publishing.firstStartedAt).add(ASKED_LONG_ENOUGH);
  if (!isBefore(now, until)) return personDecides(turn, publishing, sighting ?? { certain: [], possible: [] });
  const regular = now.add(publishing.settledSightings > 0 ? SIGHTING_PAUSE : pauseAfter(publishing.asked));
  // No longer a pause than until absence begins to mean something.
  const over = Temporal.Instant.from(publishing.startedAt).add(SURELY_OVER_AFTER);
  const askAt = isBefore(now, over) && isBefore(over, regular) ? over : regular;
  const minutes = unanswered?.kind === 'refused' ? unanswered.usage.regainMinutes : 0;
  const failure = lossOfAccess(unanswered);
  return {
    outcome: {
      kind: 'unknown',
      askAt: later(askAt, now.add({ minutes })),
      ...(failure === null ? {} : { failure }),
    },
    progress: { ...journal.progress, publishing },
  };
}

function personDecides({ journal }: Turn, publishing: Publishing, sighting: Sighting): Confirmation {
  return {
    outcome: {
      kind: 'personDecides',
      failure: { ...unclearFailure(), says: { word: 'instagram.nobodyKnows' } },
      candidates: candidatesOf(sighting),
    },
    progress: { ...journal.progress, publishing },
  };
}

/** A login that ended: the creator hears of it now, and linking again lets the question be asked (12.7). */
function lossOfAccess(answer: GraphAnswer<unknown> | null): Failure | null {
  if (answer?.kind !== 'refused' || isMissing(answer.error)) return null;
  const failure = failureOf(answer, 'other');
  return failure.failureClass === 'token' ? failure : null;
}

/** 100/33: also a spurious answer about what was just made. */
function isMissing({ code, subcode }: PlatformError): boolean {
  return code === 100 && subcode === 33;
}
