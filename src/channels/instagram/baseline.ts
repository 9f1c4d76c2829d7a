import {
  comparableCaption,
  findOurs,
  instantOf,
  readRecentMedia,
  withoutOthers,
  type RecentMedia,
} from './recent-media.ts';
import type { InstagramProgress } from './progress.ts';
import { isUsedUp, readPublishingLimit } from './publishing-limit.ts';
import { isBefore } from '../../domain/clock.ts';
import { classify, type PlatformError } from './errors.ts';
import { ended, giveUp, moment, outcomeOf, unclearFailure, type InstagramKind, type Part, type Turn } from './turn.ts';

type Baseline = NonNullable<InstagramProgress['baseline']>;

/**
 * How it looks at Instagram before publishing, to tell afterwards what is new (instagram.md 12). Where an earlier call
 * was proven not to have worked, its baseline stays: should that call still bear fruit, the post must not count as old.
 */
export async function* lookBefore(turn: Turn, kind: InstagramKind): Part<Baseline> {
  const { api, accountId, clock, journal, request } = turn;
  const listed = await readRecentMedia(api, accountId);
  if (listed.kind !== 'ok') return yield* giveUp(turn, listed, 'other', 'listing');
  const list = listed.value.data;
  const { publishing, baseline: earlier } = journal.progress;
  if (publishing !== null && earlier !== null) {
    const ours = { kind, caption: request.caption };
    const { certain, possible } = findOurs(await withoutOthers(request, list), ours, journal.progress);
    if (certain.length + possible.length > 0) {
      yield journal.note({ publishing: { ...publishing, isNotLive: false, asked: 0 } }, 'found before publishing');
      return ended({ kind: 'unknown', failure: unclearFailure(), askAt: clock.now() });
    }
  }
  const since = quotaSince(turn, earlier);
  const limit = await readPublishingLimit(api, accountId, since);
  if (limit.kind === 'ok') {
    return { ok: true, value: baselineOf(turn, publishing === null ? null : earlier, list, limit.value.used, since) };
  }
  // `since` is documented; should it be refused all the same, the whole window has to do.
  if (limit.kind !== 'refused' || limit.error.code !== 100) return yield* giveUp(turn, limit, 'other', 'limit');
  const whole = await readPublishingLimit(api, accountId);
  if (whole.kind !== 'ok') return yield* giveUp(turn, whole, 'other', 'limit');
  return { ok: true, value: baselineOf(turn, publishing === null ? null : earlier, list, whole.value.used, null) };
}

function baselineOf(
  { request }: Turn,
  earlier: Baseline | null,
  list: readonly RecentMedia[],
  quotaUsed: number,
  since: Temporal.Instant | null,
): Baseline {
  const caption = comparableCaption(request.caption);
  return {
    mediaIds: earlier?.mediaIds ?? list.map((media) => media.id),
    captionWasThere:
      earlier?.captionWasThere ?? list.some((media) => comparableCaption(media.caption ?? '') === caption),
    quotaUsed,
    quotaSince: since === null ? null : moment(since),
  };
}

/**
 * Counted from a fixed instant the number cannot sink, as that of a rolling window does. An hour back, because their
 * clock is not ours.
 */
function quotaSince({ clock }: Turn, earlier: Baseline | null): Temporal.Instant {
  const anHourAgo = clock.now().subtract({ hours: 1 });
  if (earlier === null || earlier.quotaSince === null) return anHourAgo;
  const before = Temporal.Instant.from(earlier.quotaSince);
  return isBefore(before, clock.now().subtract({ hours: 20 })) ? anHourAgo : before;
}

const LIMIT_REACHED: PlatformError = {
  code: 9,
  subcode: 2_207_042,
  message: '',
  userMessage: null,
  isTransient: false,
  traceId: null,
  httpStatus: null,
};

/**
 * Ends the turn when the day's posts are used up: media_publish would say so only after all the work (instagram.md 7).
 * A limit that cannot be read holds nothing up, unless the reason would stop everything else as well.
 */
export async function* checkDailyBudget(turn: Turn): Part<null> {
  const answer = await readPublishingLimit(turn.api, turn.accountId);
  if (answer.kind === 'ok') {
    if (!isUsedUp(answer.value)) return { ok: true, value: null };
    const { failure } = classify(LIMIT_REACHED, 'other');
    yield turn.journal.note({}, 'daily limit reached', { used: answer.value.used });
    return ended(outcomeOf(failure, await whenSlotFrees(turn, answer.value.used)));
  }
  if (answer.kind !== 'refused') return { ok: true, value: null };
  const { failureClass } = classify(answer.error, 'other').failure;
  if (failureClass !== 'token' && failureClass !== 'rate') return { ok: true, value: null };
  return yield* giveUp(turn, answer, 'other', 'limit');
}

/**
 * Each slot frees 24 hours after its own post. The list also shows posts made in Instagram's own app, which take no
 * slot: so it tells the time only when it shows exactly as many as are used. Else an hour.
 */
export async function whenSlotFrees({ api, accountId, clock }: Turn, used: number): Promise<Temporal.Instant> {
  const inAnHour = clock.now().add({ hours: 1 });
  const listed = await readRecentMedia(api, accountId);
  if (listed.kind !== 'ok') return inAnHour;
  const dayAgo = clock.now().subtract({ hours: 24 });
  const inWindow = listed.value.data
    .map((media) => instantOf(media.timestamp))
    .filter((instant) => instant !== null)
    .filter((instant) => isBefore(dayAgo, instant))
    .toSorted((left, right) => Temporal.Instant.compare(left, right));
  const oldest = inWindow[0];
  return oldest === undefined || inWindow.length !== used ? inAnHour : oldest.add({ hours: 24, minutes: 1 });
}
