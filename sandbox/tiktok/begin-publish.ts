/** What an accepted init leaves behind: the publish, and where its bytes come from (tiktok.md 5.1). */
import { LETTERS_AND_DIGITS } from '../core/chance.ts';
import type { ChunkPlan } from './chunk-plan.ts';
import type { Visit } from './endpoint.ts';
import { newPostId, newPublishId } from './ids.ts';
import { setOutcome } from './settle.ts';
import type { Publish, Wishes } from './state.ts';

export interface Beginning {
  readonly kind: 'video' | 'photo';
  readonly mode: 'direct' | 'inbox';
  readonly wishes: Wishes;
  readonly source: { type: 'file'; plan: ChunkPlan } | { type: 'pull'; urls: string[] };
}

/** The `data` of the answer. Equal inits are two publishes: there is no idempotency key (tiktok.md 10). */
export function beginPublish(visit: Visit, { kind, mode, wishes, source }: Beginning): Record<string, unknown> {
  const { tiktok, settings, account, fault, nowMs } = visit;
  const { core, state } = tiktok;
  const publish: Publish = {
    id: newPublishId(core.chance, kind, mode, source.type === 'file' ? 'file' : 'url'),
    accountId: account.id,
    kind,
    mode,
    wishes,
    createdAtMs: nowMs,
    uploadId: source.type === 'file' ? core.chance.digits(19) : null,
    pull:
      source.type === 'file'
        ? null
        : { urls: source.urls, nextAtMs: nowMs + core.chance.integer(...settings.pullDelayMs), requests: 0 },
    media: [],
    allInAtMs: null,
    settled: false,
    outcome: null,
    plannedFailReason: fault?.kind === 'fail_reason' ? String(fault.code ?? 'internal') : null,
    withoutPostId: fault?.kind === 'no_post_id',
    draft: mode === 'inbox' ? 'waiting' : null,
    secondId: fault?.kind === 'two_post_ids' ? newPostId(core.chance) : null,
    postIds: [],
  };
  if (source.type === 'pull') {
    state.work.put(publish.id, { publishId: publish.id });
    // What becomes of it unless the bytes come within the hour.
    const failReason = kind === 'video' ? 'video_pull_failed' : 'photo_pull_failed';
    setOutcome(tiktok, publish, { atMs: nowMs + settings.pullWindowMs, failReason });
    return { publish_id: publish.id };
  }
  setOutcome(tiktok, publish, null);
  return { publish_id: publish.id, upload_url: openUpload(visit, publish, source.plan) };
}

/** At most 256 characters, good for an hour, and a credential by itself. */
function openUpload({ tiktok: { core, state }, settings, nowMs }: Visit, publish: Publish, plan: ChunkPlan): string {
  const id = publish.uploadId ?? '';
  const token = core.chance.text(64, LETTERS_AND_DIGITS);
  const expiresAtMs = nowMs + settings.uploadSeconds * 1000;
  state.uploads.put(id, { id, token, publishId: publish.id, ...plan, receivedBytes: 0, expiresAtMs });
  return `${core.publicUrl}/tiktok-upload/video/?upload_id=${id}&upload_token=${token}`;
}
