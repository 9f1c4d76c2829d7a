import type { Answer, PublishRequest } from '../channels/adapter.ts';
import type { Cover } from '../contract/post.ts';
import { InstagramPayload, TiktokPayload } from '../contract/payload.ts';
import { composeCaption } from '../domain/caption.ts';
import { accountOf } from '../store/accounts.ts';
import { otherPostIds } from '../store/other-post-ids.ts';
import { readAssets } from '../store/assets.ts';
import type { ClaimedJob } from '../store/claim-due-jobs.ts';
import { readSendable } from '../store/read-sendable.ts';
import { credentialsOf } from './credentials.ts';
import type { PipelineContext } from './context.ts';
import { mayHaveTwin } from './may-have-twin.ts';
import { MediaForAttempt } from './media-for-attempt.ts';
import { renewTokenOf } from './refresh-tokens.ts';
import { refuse } from './refusal.ts';

/**
 * Everything the adapter needs of one job, read after the row says `publishing`: nobody can edit it any more. What is
 * wrong here was right at preflight, so it is the account or a file that went away in between.
 */
export async function buildRequest(
  context: PipelineContext,
  job: ClaimedJob,
  attempt: number,
): Promise<Answer<PublishRequest>> {
  const sendable = await readSendable(context.database, job.entryId);
  const account = await accountOf(context.database, job.userId, job.channel);
  const credentials = account === null ? null : credentialsOf(context, account);
  if (sendable === null || account === null || credentials === null) {
    return refuse('token', 'punctual.accountUnusable');
  }
  const wanted = [...sendable.assetIds, ...(sendable.coverAssetId === null ? [] : [sendable.coverAssetId])];
  const assets = await readAssets(context.database, { userId: job.userId, ids: wanted, limit: wanted.length + 1 });
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const ordered = sendable.assetIds.flatMap((id) => byId.get(id) ?? []);
  if (ordered.length !== sendable.assetIds.length) return refuse('media', 'punctual.fileGone');

  const makeMedia = new MediaForAttempt(context, job.channel, sendable.attemptId ?? job.id);
  const payload =
    job.channel === 'ig' ? InstagramPayload.parse(sendable.payload) : TiktokPayload.parse(sendable.payload);
  const altTexts = 'altText' in payload ? (payload.altText ?? {}) : {};
  const media = [];
  for (const asset of ordered) {
    const prepared = await makeMedia.of(asset, ordered, altTexts[asset.id] ?? null);
    if (!prepared.ok) return prepared;
    media.push(prepared.value);
  }
  const cover = sendable.coverAssetId === null ? undefined : byId.get(sendable.coverAssetId);
  const coverImage = cover === undefined || job.channel !== 'ig' ? null : await makeMedia.cover(cover);
  if (coverImage !== null && !coverImage.ok) return coverImage;
  const caption = composeCaption({ shared: sendable, override: payload });
  return {
    ok: true,
    value: {
      jobId: job.id,
      attempt,
      credentials,
      renewToken: () => renewTokenOf(context, job),
      otherPostIds: () => otherPostIds(context.database, job, context.clock.now()),
      mayHaveTwin: () => mayHaveTwin(context, job, caption),
      capabilities: account.capabilities,
      caption,
      media,
      coverTimeMs: coverTime(payload.coverTimeMs, sendable.cover),
      coverImage: coverImage?.value ?? null,
      choices:
        job.channel === 'ig'
          ? { channel: 'ig', payload: InstagramPayload.parse(sendable.payload) }
          : { channel: 'tiktok', payload: TiktokPayload.parse(sendable.payload) },
    },
  };
}

function coverTime(own: number | undefined, shared: Cover | null): number | null {
  return own ?? shared?.timeMs ?? null;
}
