/** PULL_FROM_URL: the sandbox really fetches, without following redirects, for up to an hour (tiktok.md 5.4). */
import { fetchMedia } from '../core/fetch-media.ts';
import type { KeptMedia } from '../core/media-store.ts';
import { MAX_VIDEO_BYTES } from './chunk-plan.ts';
import { MAX_PHOTO_BYTES } from './media-checks.ts';
import { failPublish, settle, takeAllIn } from './settle.ts';
import { tiktokSettings } from './settings.ts';
import { once, savePublish } from './state.ts';
import type { Publish, Tiktok } from './state.ts';

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 900_000;

/** Everything that goes on by itself and is due. */
export async function continueWork(tiktok: Tiktok): Promise<void> {
  const { state } = tiktok;
  await Promise.all(
    state.work.list().map(async ({ publishId }) => {
      const publish = state.publishes.get(publishId);
      if (publish === null) state.work.remove(publishId);
      else if (publish.allInAtMs !== null) await settle(tiktok, publishId);
      else await pullWhenDue(tiktok, publish);
    }),
  );
}

function pullWhenDue(tiktok: Tiktok, { id, pull }: Publish): Promise<void> {
  if (pull?.nextAtMs === undefined || pull.nextAtMs === null || tiktok.core.clock.nowMs() < pull.nextAtMs) {
    return Promise.resolve();
  }
  return once(tiktok, `pull ${id}`, () => tryPull(tiktok, id));
}

async function tryPull(tiktok: Tiktok, publishId: string): Promise<void> {
  const { core, state } = tiktok;
  const before = state.publishes.get(publishId);
  if (before === null || before.pull === null || before.outcome === null || before.media.length > 0) return;
  // Too late, unless the sandbox slept through the hour: then this is the one try it still owes.
  if (core.clock.nowMs() >= before.outcome.atMs && before.pull.requests > 0) return giveUp(tiktok, before);

  const pulled = await pullAll(tiktok, before, before.pull.urls);
  const publish = state.publishes.get(publishId);
  // Cancelled or revoked meanwhile: what was fetched is forgotten.
  if (publish === null || publish.pull?.nextAtMs === undefined || publish.pull.nextAtMs === null) return;
  const requests = publish.pull.requests + 1;
  if (pulled.ok) {
    const pull = { ...publish.pull, requests, nextAtMs: null };
    await takeAllIn(tiktok, { ...publish, pull, media: pulled.media });
    return;
  }
  if (pulled.failReason !== null) return failPublish(tiktok, publish, pulled.failReason);
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (requests - 1), LONGEST_PAUSE_MS);
  savePublish(tiktok, { ...publish, pull: { ...publish.pull, requests, nextAtMs: core.clock.nowMs() + pause } });
}

type Pulled = { ok: true; media: KeptMedia[] } | { ok: false; failReason: string | null };

async function pullAll({ core }: Tiktok, { kind }: Publish, urls: readonly string[]): Promise<Pulled> {
  const media: KeptMedia[] = [];
  for (const url of urls) {
    const fetched = await fetchMedia(core.media, url, {
      timeoutMs: tiktokSettings(core).pullRequestTimeoutMs,
      // One byte more than allowed is enough to know.
      maxBytes: kind === 'video' ? MAX_VIDEO_BYTES : MAX_PHOTO_BYTES,
      allowedPrefixes: [],
    });
    if (!fetched.ok) return { ok: false, failReason: finalReason(kind, fetched.reason) };
    media.push(fetched.media);
  }
  return { ok: true, media };
}

/** Null: worth another try within the hour. */
function finalReason(kind: Publish['kind'], reason: string): string | null {
  if (reason === 'too_large') return kind === 'video' ? 'video_size_check_failed' : 'picture_size_check_failed';
  // "Answer directly: 3xx is invalid."
  if (reason === 'redirect') return kind === 'video' ? 'video_pull_failed' : 'photo_pull_failed';
  return null;
}

/** The outcome written at init comes true. */
function giveUp({ state }: Tiktok, { id }: Publish): void {
  state.work.remove(id);
}
