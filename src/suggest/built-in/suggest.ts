import type {
  CaptionSuggestion,
  CaptionVariant,
  Evidence,
  HashtagsSuggestion,
  SuggestionNote,
} from '../../contract/suggestion.ts';
import type { PostContext } from '../context.ts';
import type { Material } from '../material.ts';
import { evidence, note, reason } from '../reasons.ts';
import { signalOf } from '../voice.ts';
import { captionForTiktok, draftCaption, type DraftedCaption } from './draft-caption.ts';
import { pickHashtags } from './pick-hashtags.ts';

/** The caption drafted from the creator's own words, no network; `null` where there are none. */
export function builtInCaption(
  context: PostContext,
  material: Material,
): { caption: CaptionSuggestion; notes: SuggestionNote[] } | null {
  const draft = draftCaption(material.content, context.voice);
  if (draft === null) return null;
  const { locale } = context;
  return {
    caption: {
      text: draft.text,
      variants: variantsOf(draft.text, context),
      reason: captionReason(draft, context),
      source: { kind: 'built_in' },
      evidence: [...material.from, ...habitEvidence(draft, context)],
      signal: signalOf(context.learntFrom) === 'none' ? 'thin' : signalOf(context.learntFrom),
    },
    notes: draft.leftOut > 0 ? [note('brief_shortened', locale, { count: draft.leftOut })] : [],
  };
}

/** Hashtags from the brief and the account's own; `null` where neither gives one. */
export function builtInHashtags(context: PostContext, material: Material): HashtagsSuggestion | null {
  const { locale, title, voice, learntFrom } = context;
  const picked = pickHashtags(material.content, title, voice, material.language);
  if (picked.length === 0) return null;
  const fromVoice = picked.some(({ from }) => from === 'voice');
  return {
    hashtags: picked.map(({ hashtag }) => hashtag),
    why: picked.map(({ hashtag, from }) => ({ hashtag, reason: reason(`tag_${from}`, locale) })),
    reason: reason('hashtags', locale, { count: picked.length }),
    source: { kind: 'built_in' },
    evidence: [...material.from, ...(fromVoice ? [evidence('past_posts', locale, learntFrom)] : [])],
    signal: material.content.length === 0 ? 'thin' : 'ok',
  };
}

/** What channels are better served by than the shared text. */
export function variantsOf(text: string, { channels, media, locale }: PostContext): CaptionVariant[] {
  if (!channels.includes('tiktok')) return [];
  const isPhotoPost = media.length > 0 && media.every(({ kind }) => kind === 'image');
  const variant = captionForTiktok(text, isPhotoPost);
  if (variant === null) return [];
  return [{ ...variant, reason: reason(isPhotoPost ? 'tiktok_title' : 'tiktok_running', locale) }];
}

function captionReason(draft: DraftedCaption, { locale }: PostContext): string {
  const parts = [reason(draft.movedToFront ? 'drafted_lead' : 'drafted', locale)];
  if (draft.closing !== null) parts.push(reason(`closing_${draft.closing}`, locale));
  if (draft.emojiFrom === 'voice') parts.push(reason('emoji_habit', locale));
  return parts.join(' ');
}

function habitEvidence(draft: DraftedCaption, { locale, learntFrom }: PostContext): Evidence[] {
  if (draft.closing !== 'habit' && draft.emojiFrom !== 'voice') return [];
  return [learntFrom > 0 ? evidence('past_posts', locale, learntFrom) : evidence('voice', locale)];
}
