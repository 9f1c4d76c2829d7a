import type { CoverOption, CoverSuggestion } from '../contract/suggestion.ts';
import { chooseFrames } from '../domain/cover-score-choose.ts';
import { reasonForFrame } from '../domain/cover-words.ts';
import type { MediaOfPost, PostContext } from './context.ts';
import { evidence, reason } from './reasons.ts';

/** Where covers are looked for when nobody could look: past the opening, before the end. */
const UNSEEN_SHARES = [0.33, 0.15, 0.6];
/** The feed's grid shows 3:4; taller and wider pictures lose their edges there. */
const GRID_ASPECT = 3 / 4;

/**
 * Up to three covers with reasons. For a video from measured frames, or, where the browser sent none, from places
 * in time that are said to be unseen. For pictures, the pictures. `null` for a post without media.
 */
export function suggestCover(context: PostContext): CoverSuggestion | null {
  const [first] = context.media;
  if (!first) return null;
  if (first.kind === 'image') return fromImages(context);
  return context.frames.length > 0 ? fromFrames(context) : fromDuration(first, context);
}

function fromFrames({ frames, locale }: PostContext): CoverSuggestion | null {
  const options = chooseFrames(frames).map((frame, index): CoverOption => ({
    cover: { timeMs: frame.timeMs },
    score: frame.score,
    reason: reasonForFrame(frame, { isBest: index === 0, count: frames.length }, locale),
  }));
  return suggestionOf(options, 'ok', [evidence('frames', locale, frames.length)]);
}

function fromDuration(video: MediaOfPost, { locale }: PostContext): CoverSuggestion | null {
  const duration = video.durationMs ?? 0;
  const options = UNSEEN_SHARES.map((share) => ({
    cover: { timeMs: Math.floor(duration * share) },
    score: 0,
    reason: reason('cover_unseen', locale, { share: Math.round(share * 100) }),
  }));
  return suggestionOf(duration > 0 ? options : options.slice(0, 1), 'none', [evidence('media', locale)]);
}

function fromImages({ media, locale }: PostContext): CoverSuggestion | null {
  const options = media
    .filter(({ kind }) => kind === 'image')
    .map((image, index) => ({
      cover: { assetId: image.id },
      score: shapeScore(image),
      reason: reason(index === 0 ? 'cover_image' : 'cover_other_image', locale),
    }))
    .slice(0, 3);
  const best = Math.max(...options.map(({ score }) => score));
  const better = options.findIndex(({ score }) => score === best && score > (options[0]?.score ?? 0) + 0.2);
  if (better > 0) {
    const [moved] = options.splice(better, 1);
    if (moved) options.unshift({ ...moved, reason: reason('cover_best_fit', locale) });
  }
  return suggestionOf(options, 'thin', [evidence('media', locale)]);
}

function shapeScore({ width, height }: MediaOfPost): number {
  if (width <= 0 || height <= 0) return 0;
  const aspect = width / height;
  return Math.min(aspect, GRID_ASPECT) / Math.max(aspect, GRID_ASPECT);
}

function suggestionOf(
  options: CoverOption[],
  signal: CoverSuggestion['signal'],
  from: CoverSuggestion['evidence'],
): CoverSuggestion | null {
  const [first] = options;
  return first ? { options, reason: first.reason, source: { kind: 'built_in' }, evidence: from, signal } : null;
}
