import { createHash } from 'node:crypto';
import type { Answer, PublishMedia } from '../channels/adapter.ts';
import type { Channel } from '../contract/channel.ts';
import type { MediaItem } from '../domain/media-rules.ts';
import { instagramAspect, planRendition, type RenditionPlan } from '../media/plan-rendition.ts';
import { renderImage } from '../media/render-image.ts';
import { signMediaUrl } from '../media/signed-url.ts';
import { newMediaKey, readAll } from '../media/storage/media-store.ts';
import { needsReadable, READABLE, type AssetRow } from '../store/assets.ts';
import {
  grantOf,
  renditionOf,
  storeGrant,
  storeRendition,
  withdrawGrant,
  type StoredRendition,
} from '../store/media-grants.ts';
import type { PipelineContext } from './context.ts';
import { refuse } from './refusal.ts';

/** How long a platform may take to fetch a file: TikTok pulls for up to an hour (tiktok.md 5.4). */
const PLATFORM_URL_MINUTES = 120;

/**
 * The files of one attempt: converted for the channel where needed, each with an address of its own. The address is
 * the same for the whole attempt, however often it is resumed, so that what was served on it can be told.
 */
export class MediaForAttempt {
  private readonly context: PipelineContext;
  private readonly channel: Channel;
  private readonly attemptId: string;

  constructor(context: PipelineContext, channel: Channel, attemptId: string) {
    this.context = context;
    this.channel = channel;
    this.attemptId = attemptId;
  }

  async of(asset: AssetRow, all: readonly AssetRow[], altText: string | null): Promise<Answer<PublishMedia>> {
    const first = all[0];
    // All pictures of an Instagram carousel take the first one's shape (instagram.md 5.1).
    const carouselAspect =
      this.channel === 'ig' && all.length > 1 && first?.kind === 'image' ? instagramAspect(itemOf(first)) : null;
    return this.prepare(
      asset,
      planRendition({ channel: this.channel, use: 'post', item: itemOf(asset), carouselAspect }),
      altText,
    );
  }

  async cover(asset: AssetRow): Promise<Answer<PublishMedia>> {
    return this.prepare(
      asset,
      planRendition({ channel: this.channel, use: 'cover', item: itemOf(asset), carouselAspect: null }),
      null,
    );
  }

  private async prepare(asset: AssetRow, plan: RenditionPlan, altText: string | null): Promise<Answer<PublishMedia>> {
    const { context } = this;
    const planKey =
      plan.kind === 'original' ? null : createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 32);
    const rendition = plan.kind === 'original' || planKey === null ? null : await this.rendition(asset, plan, planKey);
    if (rendition !== null && !rendition.ok) return rendition;
    const made = rendition?.value ?? null;
    const key = made?.key ?? asset.storage_key;
    const nonce = this.nonceOf(asset.id, planKey);
    return {
      ok: true,
      value: {
        assetId: asset.id,
        kind: asset.kind,
        mimeType: made?.mimeType ?? asset.mime_type,
        sizeBytes: made?.sizeBytes ?? asset.bytes,
        width: made?.width ?? asset.width,
        height: made?.height ?? asset.height,
        durationMs: asset.facts.video?.durationMs ?? null,
        altText,
        url: async () => this.urlOf(asset, planKey, nonce),
        served: async () => (await grantOf(context.database, nonce))?.served ?? 'nothing',
        withdraw: async () => withdrawGrant(context.database, nonce, context.clock.now()),
        read: (start, end) => readRange(context, key, start, end),
      },
    };
  }

  private async rendition(
    asset: AssetRow,
    plan: Exclude<RenditionPlan, { kind: 'original' }>,
    planKey: string,
  ): Promise<Answer<StoredRendition>> {
    const { context } = this;
    const existing = await renditionOf(context.database, asset.id, planKey);
    if (existing !== null) return { ok: true, value: existing };
    const source = needsReadable(asset.mime_type)
      ? (await renditionOf(context.database, asset.id, READABLE))?.key
      : asset.storage_key;
    const original = source === undefined ? null : await readAll(context.mediaStore, source);
    if (original === null) return refuse('media', 'punctual.storedFileGone');
    const drawn = await renderImage(original, plan);
    if (!drawn.ok) return refuse('media', 'punctual.notDrawn');
    const key = newMediaKey();
    await context.mediaStore.put(key, { bytes: drawn.value.bytes });
    const { mimeType, sizeBytes, width, height } = drawn.value.facts;
    const rendition = { key, mimeType, sizeBytes, width, height };
    const kept = await storeRendition(
      context.database,
      { ...rendition, assetId: asset.id, planKey },
      context.clock.now(),
    );
    if (kept) return { ok: true, value: rendition };
    // Another worker drew the same picture first; ours goes.
    await context.mediaStore.delete(key);
    const theirs = await renditionOf(context.database, asset.id, planKey);
    return theirs === null ? refuse('media', 'punctual.storedFileGone') : { ok: true, value: theirs };
  }

  private async urlOf(asset: AssetRow, planKey: string | null, nonce: string): Promise<string> {
    const { context } = this;
    const now = context.clock.now();
    const expiresAt = now.add({ minutes: PLATFORM_URL_MINUTES });
    await storeGrant(context.database, { nonce, assetId: asset.id, planKey, expiresAt }, now);
    const what = planKey === null ? 'original' : 'rendition';
    const id = planKey === null ? asset.id : `${asset.id}.${planKey}`;
    return `${context.publicUrl}${signMediaUrl(context.mediaUrlKey, { what, id, purpose: 'platform', nonce, expiresAt })}`;
  }

  /** Derived, not stored: a resumed attempt finds the address it had. */
  private nonceOf(assetId: string, planKey: string | null): string {
    return createHash('sha256')
      .update(`${this.attemptId}:${assetId}:${planKey ?? ''}`)
      .digest('base64url')
      .slice(0, 24);
  }
}

function itemOf(asset: AssetRow): MediaItem {
  return {
    kind: asset.kind,
    mimeType: asset.mime_type,
    sizeBytes: asset.bytes,
    width: asset.width,
    height: asset.height,
    video: asset.facts.video,
    crop: asset.crop,
  };
}

async function* readRange(
  context: PipelineContext,
  key: string,
  start: number,
  end: number,
): AsyncIterable<Uint8Array> {
  const bytes = await context.mediaStore.read(key, { start, end });
  if (bytes === null) throw new Error('A stored file vanished while it was being sent.');
  yield* bytes;
}
