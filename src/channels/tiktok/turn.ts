import type { TiktokPayload } from '../../contract/payload.ts';
import { kindOf } from '../../domain/entry-kind.ts';
import type { PublishOutcome } from '../../domain/outcome.ts';
import type { AdapterTools, Checkpoint, PublishRequest } from '../adapter.ts';
import type { TiktokProgress } from './progress.ts';
import type { TiktokSettings } from './settings.ts';
import { tiktokApi, type TiktokApi } from './tiktok-api.ts';

/** What every step of one turn of publishing needs. */
export interface Turn {
  settings: TiktokSettings;
  tools: AdapterTools;
  api: TiktokApi;
  request: PublishRequest;
  payload: TiktokPayload;
  kind: 'video' | 'photos';
}

/** A stretch of publishing: yields what must be committed before it goes on. */
export type Steps<Result = PublishOutcome> = AsyncGenerator<Checkpoint, Result, void>;

/** Throws for an order that is not TikTok's: readiness lets none through. */
export function turnOf(settings: TiktokSettings, tools: AdapterTools, request: PublishRequest): Turn {
  const { choices, media, credentials } = request;
  if (choices.channel !== 'tiktok') throw new TypeError('An Instagram order reached the TikTok adapter.');
  const kind = kindOf(
    'tiktok',
    media.map((file) => file.kind),
  );
  if (kind !== 'video' && kind !== 'photos') throw new TypeError('TikTok posts are one video, or photos.');
  const api = tiktokApi(settings, tools, credentials, request.renewToken);
  return { settings, tools, api, request, payload: choices.payload, kind };
}

export function checkpoint(progress: TiktokProgress, step: string, evidence?: Checkpoint['evidence']): Checkpoint {
  return evidence === undefined ? { progress, step } : { progress, step, evidence };
}

/** Whether everybody can see the post, so that TikTok will give it a public id one day (tiktok.md 7). */
export function isPublic({ payload }: Pick<Turn, 'payload'>): boolean {
  return payload.mode === 'direct' && payload.privacyLevel === 'PUBLIC_TO_EVERYONE';
}
