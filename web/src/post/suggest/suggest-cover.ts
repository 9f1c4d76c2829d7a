import type { Asset } from '../../../../src/contract/asset.ts';
import type { Locale } from '../../../../src/contract/me.ts';
import type { CoverSuggestion } from '../../../../src/contract/suggestion.ts';
import { reasonForFrame } from '../../../../src/domain/cover-words.ts';
import { translator } from '../../i18n/index.ts';
import { framesOf } from '../cover/frames.ts';
import { suggestMessages } from './messages.ts';

/**
 * The frames that the cover editor offers, as a suggestion. Chosen here, where the video can be decoded, by the rules
 * the server has for frames that are sent to it. `null` where no frame could be read.
 */
export async function suggestCover(video: Asset, locale: Locale): Promise<CoverSuggestion | null> {
  const story = await framesOf(video);
  if (story.kind !== 'read') return null;
  const count = story.frames.length;
  const options = story.chosen.map((frame, index) => ({
    cover: { timeMs: frame.timeMs },
    score: frame.score,
    reason: reasonForFrame(frame, { isBest: index === 0, count }, locale),
  }));
  const [best] = options;
  if (best === undefined) return null;
  return {
    options,
    reason: best.reason,
    source: { kind: 'built_in' },
    evidence: [{ code: 'frames', text: translator(suggestMessages, locale)('fromFrames', { count }) }],
    signal: 'ok',
  };
}
