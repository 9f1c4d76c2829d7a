import type { AdapterTools, Confirmation, Progress, PublishRequest } from '../adapter.ts';
import { isBefore, later } from '../../domain/clock.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { GraphAnswer } from './graph-call.ts';
import { readContainer, type ContainerStatus } from './poll.ts';
import type { InstagramProgress } from './progress.ts';
import { readPublishingLimit } from './publishing-limit.ts';
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
  // 1. The container itself.
  const container = await readContainer(turn.api, publishing.containerId);
  const standing = standingOf(container);
  // 7. A question that fails, for whatever reason, changes nothing: it is asked again.
  if (standing === null) return stillUnknown(turn, asked, null, regainMinutes(container));

  // 3. The list, asked for in every case: a post that is there settles it whatever the container says.
  const sighting = await look(turn);
  if (standing === 'PUBLISHED') return live(turn, ...onlyOne(sighting.kind === 'seen' ? sighting.value : null));
  if (sighting.kind === 'failed') return stillUnknown(turn, asked, null, sighting.regainMinutes);
  const { certain, possible } = sighting.value;
  const [post, ...others] = certain;
  if (post !== undefined && others.length === 0) return live(turn, post.id, post.permalink ?? null);
  if (others.length > 0) return personDecides(turn, asked, sighting.value);

  // 2. Perhaps it is still running.
  const surelyOver = Temporal.Instant.from(asked.startedAt).add(SURELY_OVER_AFTER);
  if (standing === 'IN_PROGRESS' || isBefore(turn.clock.now(), surelyOver)) {
    return stillUnknown(turn, { ...asked, settledSightings: 0 }, sighting.value);
  }
  if (possible.length > 0) return personDecides(turn, asked, sighting.value);
  const settled = await withSighting(turn, asked);
  if (settled === null) return stillUnknown(turn, asked, sighting.value);
  if (settled.settledSightings < SIGHTINGS_NEEDED) return stillUnknown(turn, settled, sighting.value);

  switch (standing) {
    // 4. Unpublished, not listed, not counted: the same container again, which yields one post at most.
    case 'FINISHED':
      return notLive(turn, settled, {});
    // 5. It can never be published again, and no post is there: another container.
    case 'ERROR':
      return notLive(turn, settled, { container: null, children: [] });
    // 6. Whether a published container may read so as well is not documented: only a caption of its own proves it.
    case 'EXPIRED':
    case 'gone':
      if (!isCaptionTelling(turn)) return personDecides(turn, settled, sighting.value);
      return notLive(turn, settled, { container: null, children: [] });
  }
}

/** `null`: the question was not answered. */
function standingOf(answer: GraphAnswer<ContainerStatus>): Standing | null {
  if (answer.kind === 'ok') return answer.value.status_code;
  return answer.kind === 'refused' && answer.error.code === 100 && answer.error.subcode === 33 ? 'gone' : null;
}

type Look = { kind: 'seen'; value: Sighting } | { kind: 'failed'; regainMinutes: number };

async function look(turn: Turn): Promise<Look> {
  const kind = instagramKind(turn);
  const listed = await readRecentMedia(turn.api, turn.accountId);
  if (listed.kind !== 'ok' || kind === null) return { kind: 'failed', regainMinutes: regainMinutes(listed) };
  const ours = { kind, caption: turn.request.caption };
  const list = await withoutOthers(turn.request, listed.value.data);
  return { kind: 'seen', value: findOurs(list, ours, turn.journal.progress) };
}

/** The post that a published container became, where exactly one can be it; its id is looked for again later. */
function onlyOne(sighting: Sighting | null): [string | null, string | null] {
  const all = sighting === null ? [] : [...sighting.certain, ...sighting.possible];
  const [post, ...others] = all;
  return post === undefined || others.length > 0 ? [null, null] : [post.id, post.permalink ?? null];
}

/**
 * Counts that nothing is to be seen late enough for that to mean something, unless the publishing limit counts a post
 * more. `null`: it proves nothing.
 */
async function withSighting({ api, accountId, journal }: Turn, asked: Publishing): Promise<Publishing | null> {
  const { baseline } = journal.progress;
  if (baseline === null) return null;
  const since = baseline.quotaSince === null ? undefined : Temporal.Instant.from(baseline.quotaSince);
  const limit = await readPublishingLimit(api, accountId, since);
  if (limit.kind !== 'ok' || limit.value.used > baseline.quotaUsed) return null;
  return { ...asked, settledSightings: asked.settledSightings + 1 };
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
function notLive({ journal }: Turn, publishing: Publishing | null, dropped: Partial<InstagramProgress>): Confirmation {
  const failure: Failure = {
    failureClass: 'transient',
    message: 'Instagram did not publish the post. It is tried again.',
    platformCode: null,
    traceId: null,
    httpStatus: null,
  };
  const proven = publishing === null ? null : { ...publishing, isNotLive: true };
  return {
    outcome: { kind: 'notLive', failure, notBefore: null },
    progress: { ...journal.progress, ...dropped, polling: null, notReady: 0, publishing: proven },
  };
}

/** Asked again after a growing pause, for a day; then a person looks (12.7). */
function stillUnknown(turn: Turn, publishing: Publishing, sighting: Sighting | null, regain = 0): Confirmation {
  const { clock, journal } = turn;
  const now = clock.now();
  const until = Temporal.Instant.from(publishing.firstStartedAt).add(ASKED_LONG_ENOUGH);
  if (!isBefore(now, until)) return personDecides(turn, publishing, sighting ?? { certain: [], possible: [] });
  const regular = now.add(publishing.settledSightings > 0 ? SIGHTING_PAUSE : pauseAfter(publishing.asked));
  // No longer a pause than until absence begins to mean something.
  const over = Temporal.Instant.from(publishing.startedAt).add(SURELY_OVER_AFTER);
  const askAt = isBefore(now, over) && isBefore(over, regular) ? over : regular;
  return {
    outcome: { kind: 'unknown', askAt: later(askAt, now.add({ minutes: regain })) },
    progress: { ...journal.progress, publishing },
  };
}

function personDecides({ journal }: Turn, publishing: Publishing, sighting: Sighting): Confirmation {
  const message = 'Instagram does not tell whether the post went out. Look at the profile and say whether it is there.';
  return {
    outcome: {
      kind: 'personDecides',
      failure: { ...unclearFailure(), message },
      candidates: candidatesOf(sighting),
    },
    progress: { ...journal.progress, publishing },
  };
}

function regainMinutes(answer: GraphAnswer<unknown>): number {
  return answer.kind === 'refused' ? answer.usage.regainMinutes : 0;
}
