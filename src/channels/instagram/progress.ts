import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isSaid, type Said } from '../../domain/said.ts';
import type { Checkpoint, Progress, PublishRequest } from '../adapter.ts';

const Moment = z.iso.datetime({ offset: true });

/** A container at Instagram: made, perhaps ready, never to be changed (instagram.md 5.4). */
const Container = z.object({
  id: z.string(),
  createdAt: Moment,
  /** When it was last seen `FINISHED`; believed for a short while only. */
  finishedAt: Moment.nullable(),
  /** Where the bytes go, for a resumable upload; `null`: Instagram fetches a URL, or has all bytes. */
  uploadPath: z.string().nullable(),
});
export type Container = z.infer<typeof Container>;

const InstagramProgress = z.object({
  /** What is published, so that changed content never goes out in an old container. */
  fingerprint: z.string(),
  /** A carousel's items, in order; `null` where none is made yet. */
  children: z.array(Container.nullable()),
  /** What is to be published. */
  container: Container.nullable(),
  /** The present wait for containers. */
  polling: z.object({ attempt: z.number(), since: Moment, last: Moment, count: z.number() }).nullable(),
  /** How often an error came, by its code: some change their class with the second or fourth (instagram.md 11). */
  errors: z.record(z.string(), z.number()),
  /** How it looked at Instagram before the first publishing call that may have worked (instagram.md 12). */
  baseline: z
    .object({
      mediaIds: z.array(z.string()),
      /** A post with the same caption was there already: the caption alone does not tell ours. */
      captionWasThere: z.boolean(),
      quotaUsed: z.number(),
      /** The quota counts posts from here on, so that it cannot sink while we compare; `null`: the rolling 24 hours. */
      quotaSince: Moment.nullable(),
    })
    .nullable(),
  /**
   * Set before `media_publish` is called and removed when its answer proves that nothing went out. While it is there
   * without `mediaId`, the post may be live.
   */
  publishing: z
    .object({
      containerId: z.string(),
      /** Of the last call, and of the first one that may have worked. */
      startedAt: Moment,
      firstStartedAt: Moment,
      /** Asking has proven, or Instagram has said, that nothing went out: the same container may be published again. */
      isNotLive: z.boolean(),
      /** How often was asked since the last call; and how often the container then looked unpublished, late enough. */
      asked: z.number(),
      settledSightings: z.number(),
      /** The code with which the last call was refused without proving anything; `null`: its answer was lost. */
      refusedWith: z.string().nullable().default(null),
      /** As whom it is published: nobody else is asked about it, or comments on it. `null`: not known. */
      accountId: z.string().nullable().default(null),
    })
    .nullable(),
  /** How often the container was refused as not ready. */
  notReady: z.number(),
  mediaId: z.string().nullable(),
  permalink: z.string().nullable(),
  followUps: z.number(),
  comment: z.object({
    /** Since when it may be there: since it was sent, or since the creator may have written it in our stead. */
    startedAt: Moment.nullable(),
    id: z.string().nullable(),
    givenUp: z.boolean(),
    /** What Instagram said when it refused the comment. */
    refusal: z.custom<Said>(isSaid).nullable().catch(null).default(null),
  }),
});
export type InstagramProgress = z.infer<typeof InstagramProgress>;

/**
 * The stored progress, or a fresh one where nothing is stored, or where what is stored belongs to other content.
 * What may have gone out is never forgotten, whatever has changed since.
 */
export function readProgress(stored: Progress, request: PublishRequest): InstagramProgress {
  const fingerprint = fingerprintOf(request);
  if (Object.keys(stored).length === 0) return freshProgress(fingerprint);
  const progress = InstagramProgress.parse(stored);
  const isSettled = progress.mediaId === null && (progress.publishing === null || progress.publishing.isNotLive);
  if (progress.fingerprint !== fingerprint && isSettled) return freshProgress(fingerprint);
  // A first attempt that meets earlier errors is a person's retry: what they may have mended gets its chances again.
  return request.attempt === 1 && isSettled ? { ...progress, errors: {} } : progress;
}

export function freshProgress(fingerprint: string): InstagramProgress {
  return {
    fingerprint,
    children: [],
    container: null,
    polling: null,
    errors: {},
    baseline: null,
    publishing: null,
    notReady: 0,
    mediaId: null,
    permalink: null,
    followUps: 0,
    comment: { startedAt: null, id: null, givenUp: false, refusal: null },
  };
}

/** The intent of a publishing call, to be on disk before the call. */
export function newPublishing(
  containerId: string,
  startedAt: string,
  accountId: string | null = null,
): NonNullable<InstagramProgress['publishing']> {
  return {
    accountId,
    containerId,
    startedAt,
    firstStartedAt: startedAt,
    isNotLive: false,
    asked: 0,
    settledSightings: 0,
    refusedWith: null,
  };
}

/** Whether a publishing call may have worked and nobody knows yet. */
export function isUnclear({ publishing, mediaId }: InstagramProgress): boolean {
  return publishing !== null && !publishing.isNotLive && mediaId === null;
}

/** Media URLs are an attempt's own and no part of the content. */
export function fingerprintOf(request: PublishRequest): string {
  const files = [...request.media, ...(request.coverImage === null ? [] : [request.coverImage])];
  const content = [
    request.credentials.externalAccountId,
    request.caption,
    request.coverTimeMs,
    request.coverImage?.assetId ?? null,
    request.choices,
    files.map(({ assetId, mimeType, sizeBytes, width, height, altText }) => [
      assetId,
      mimeType,
      sizeBytes,
      width,
      height,
      altText,
    ]),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}

/** The progress of one turn, and the checkpoints made of it. */
export class Journal {
  progress: InstagramProgress;

  constructor(progress: InstagramProgress) {
    this.progress = progress;
  }

  /** Changes the progress; the caller yields the checkpoint, and with that the change is on disk. */
  note(changes: Partial<InstagramProgress>, step: string, evidence?: Checkpoint['evidence']): Checkpoint {
    this.progress = { ...this.progress, ...changes };
    return { progress: this.progress, step, ...(evidence === undefined ? {} : { evidence }) };
  }
}
