import { kindOf } from './entry-kind.ts';
import type { AssetOfEntry, ReadinessFacts } from './facts.ts';
import { issue, type IssueDraft } from './issues.ts';
import { INSTAGRAM_LIMITS, TIKTOK_LIMITS } from './limits.ts';
import { durationText } from './media-text.ts';
import { judgeAsset } from './media-rules.ts';

/** Whether the channel would take this entry's files, with numbers (spec.md 4, `missing_media`). */
export function mediaIssues(facts: ReadinessFacts): IssueDraft[] {
  const { entry } = facts;
  if (facts.assets.length === 0) return [issue('media_none')];
  const assets = facts.assets.filter((asset) => asset !== null);
  const found: IssueDraft[] =
    assets.length < facts.assets.length ? [issue('media_gone', { count: facts.assets.length - assets.length })] : [];
  found.push(...compositionIssues(facts, assets));
  for (const asset of assets) found.push(...withPosition(judgeAsset(entry.channel, asset), assets, asset));
  found.push(...creatorIssues(facts, assets), ...reachIssues(facts, assets));
  return found;
}

/** How many files, of which kinds. */
function compositionIssues(facts: ReadinessFacts, assets: readonly AssetOfEntry[]): IssueDraft[] {
  const { entry } = facts;
  const kinds = assets.map((asset) => asset.kind);
  if (entry.channel === 'ig') {
    const { max } = INSTAGRAM_LIMITS.carouselItems;
    if (assets.length > max) return [issue('media_too_many', { found: assets.length, maximum: max })];
    const kind = kindOf('ig', kinds);
    const wanted = entry.payload.kind;
    if (wanted !== undefined && kind !== null && wanted !== kind)
      return [issue('media_kind_mismatch', { wanted, found: kind })];
    const long =
      kind === 'carousel' &&
      assets.some((asset) => (asset.video?.durationMs ?? 0) > INSTAGRAM_LIMITS.carouselVideoDurationMs);
    return long
      ? [issue('carousel_video_long', { maximum: durationText(INSTAGRAM_LIMITS.carouselVideoDurationMs) })]
      : [];
  }
  if (assets.length > 0 && kindOf('tiktok', kinds) === null) return [issue('media_mixed')];
  const { max } = TIKTOK_LIMITS.photos;
  return assets.length > max ? [issue('media_too_many', { found: assets.length, maximum: max })] : [];
}

/** What this very creator may post: TikTok's own maximum duration (tiktok.md 4, U4). */
function creatorIssues(facts: ReadinessFacts, assets: readonly AssetOfEntry[]): IssueDraft[] {
  if (facts.entry.channel !== 'tiktok' || facts.entry.payload.mode === 'inbox') return [];
  const maximum = facts.account?.capabilities.maxVideoDurationSeconds;
  if (maximum === undefined) return [];
  return assets
    .filter((asset) => (asset.video?.durationMs ?? 0) > maximum * 1000)
    .map((asset) =>
      issue('video_too_long_for_creator', {
        found: durationText(asset.video?.durationMs ?? 0),
        maximum: durationText(maximum * 1000),
      }),
    );
}

/**
 * Instagram fetches every file, TikTok fetches photos; TikTok videos are uploaded and need no public address
 * (spec.md 8, "Reach test").
 */
function reachIssues(facts: ReadinessFacts, assets: readonly AssetOfEntry[]): IssueDraft[] {
  const fetched = facts.entry.channel === 'ig' ? assets.length > 0 : assets.some((asset) => asset.kind === 'image');
  return fetched && facts.environment.mediaReach === 'unreachable' ? [issue('media_unreachable')] : [];
}

function withPosition(issues: IssueDraft[], assets: readonly AssetOfEntry[], asset: AssetOfEntry): IssueDraft[] {
  if (assets.length < 2) return issues;
  return issues.map((draft) => ({ ...draft, params: { ...draft.params, position: assets.indexOf(asset) + 1 } }));
}
