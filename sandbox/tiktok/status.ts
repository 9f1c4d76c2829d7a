/** `POST /v2/post/publish/status/fetch/` and `/cancel/` (tiktok.md 5.5, 7). */
import { refuse, reply } from './endpoint.ts';
import type { Reply, Visit } from './endpoint.ts';
import { apiError, invalidParam } from './errors.ts';
import { newPostId } from './ids.ts';
import { availablePosts, publishStatus } from './publish-status.ts';
import type { Checked } from './read-wishes.ts';
import { failPublish } from './settle.ts';
import { savePublish } from './state.ts';
import type { Publish } from './state.ts';

export function readStatus(visit: Visit): Reply {
  const found = ownPublish(visit);
  if (!found.ok) return found;
  const { tiktok, fault, nowMs } = visit;
  const publish = underFault(visit, found.value);
  const status =
    fault?.kind === 'stuck_processing'
      ? publish.pull === null
        ? 'PROCESSING_UPLOAD'
        : 'PROCESSING_DOWNLOAD'
      : publishStatus(publish, nowMs);
  const ids = fault?.kind === 'no_post_id' ? [] : availableIds(visit, publish);
  return reply({
    status,
    ...(status === 'FAILED' ? { fail_reason: publish.outcome?.failReason } : {}),
    // Spelled so, and numbers beyond 2^53 (tiktok.md 1).
    ...(status === 'PUBLISH_COMPLETE' ? { publicaly_available_post_id: ids } : {}),
    ...(publish.uploadId === null
      ? { downloaded_bytes: publish.media.reduce((sum, media) => sum + media.sizeBytes, 0) }
      : { uploaded_bytes: tiktok.state.uploads.get(publish.uploadId)?.receivedBytes ?? 0 }),
  });
}

/** Faults that last: what the status call has said once stays true. */
function underFault({ tiktok, fault }: Visit, publish: Publish): Publish {
  if (fault?.kind === 'fail_reason') {
    failPublish(tiktok, publish, String(fault.code ?? 'internal'));
    return tiktok.state.publishes.get(publish.id) ?? publish;
  }
  if (fault?.kind === 'two_post_ids' && publish.secondId === null) {
    const changed = { ...publish, secondId: newPostId(tiktok.core.chance) };
    savePublish(tiktok, changed);
    return changed;
  }
  return publish;
}

function availableIds({ tiktok, nowMs }: Visit, publish: Publish): bigint[] {
  const ids = availablePosts(tiktok, publish, nowMs).map((post) => post.id);
  const all = ids.length > 0 && publish.secondId !== null ? [...ids, publish.secondId] : ids;
  return all.map(BigInt);
}

/** Best effort, and only a pull that still runs. */
export function cancelPublish(visit: Visit): Reply {
  const found = ownPublish(visit);
  if (!found.ok) return found;
  const { tiktok, nowMs } = visit;
  const publish = found.value;
  const pulling = publish.pull !== null && publish.pull.nextAtMs !== null && publish.media.length === 0;
  if (!pulling || publishStatus(publish, nowMs) !== 'PROCESSING_DOWNLOAD') {
    return refuse(apiError('publish_not_cancellable'));
  }
  failPublish(tiktok, publish, 'publish_cancelled');
  return reply({});
}

function ownPublish({ tiktok, account, body }: Visit): Checked<Publish> {
  const id = body['publish_id'];
  if (typeof id !== 'string') return { ok: false, error: invalidParam('publish_id must be a string.') };
  const publish = tiktok.state.publishes.get(id);
  if (publish === null) return { ok: false, error: apiError('invalid_publish_id') };
  return publish.accountId === account.id
    ? { ok: true, value: publish }
    : { ok: false, error: apiError('token_not_authorized_for_specified_publish_id') };
}
