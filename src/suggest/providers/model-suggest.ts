import type {
  CaptionSuggestion,
  HashtagsSuggestion,
  SuggestionNote,
  SuggestionSource,
} from '../../contract/suggestion.ts';
import type { Locale } from '../../contract/me.ts';
import { variantsOf } from '../built-in/suggest.ts';
import type { PostContext } from '../context.ts';
import type { Material } from '../material.ts';
import { evidence, note, reason } from '../reasons.ts';
import { signalOf } from '../voice.ts';
import { repairCaption, type CaptionFault, type Grounds } from './repair-caption.ts';
import { oneLine, repairHashtags } from './repair-hashtags.ts';

export interface ModelSuggestions {
  caption: CaptionSuggestion | null;
  hashtags: HashtagsSuggestion | null;
  notes: SuggestionNote[];
}

const FAULTS: Readonly<Record<CaptionFault, Readonly<Record<Locale, string>>>> = {
  empty: { en: 'it was empty.', es: 'estaba vacío.' },
  language: { en: 'it was in another language.', es: 'estaba en otro idioma.' },
  unrelated: { en: 'it was about something else.', es: 'trataba de otra cosa.' },
  orders: { en: 'it repeated orders instead of writing.', es: 'repetía órdenes en vez de escribir.' },
  invented: { en: 'it stated things you did not.', es: 'afirmaba cosas que tú no dijiste.' },
  denied: { en: 'it promised what your brief says there is not.', es: 'prometía lo que tu brief dice que no hay.' },
  incomplete: { en: 'it left too much out.', es: 'omitía demasiado.' },
};

/** Reads a model's answer field by field. A field that cannot be mended is `null`, and a note says why. */
export function readModelAnswer(
  value: Readonly<Record<string, unknown>>,
  context: PostContext,
  material: Material,
  source: SuggestionSource,
): ModelSuggestions {
  const { locale } = context;
  const grounds = groundsOf(context, material);
  const notes: SuggestionNote[] = [];
  const repaired = repairCaption(typeof value['caption'] === 'string' ? value['caption'] : '', grounds);
  const fieldName = locale === 'es' ? 'el texto' : 'caption';
  if (!repaired.ok)
    notes.push(note('model_field_replaced', locale, { field: fieldName, detail: FAULTS[repaired.why][locale] }));
  else if (repaired.completed.length > 0) {
    notes.push(note('model_text_completed', locale, { list: repaired.completed.join(', ') }));
  }
  const given = Array.isArray(value['hashtags']) ? (value['hashtags'] as unknown[]) : [];
  // Who wrote about something else, or in another tongue, chose hashtags for that as well.
  const isTrusted = repaired.ok || repaired.why === 'incomplete';
  const tags = isTrusted
    ? repairHashtags([...given, ...(repaired.ok ? repaired.hashtags : [])], grounds.source, material.language)
    : [];
  return {
    caption: repaired.ok
      ? {
          text: repaired.text,
          variants: modelVariants(value['tiktok_caption'], repaired.text, context, grounds),
          reason: oneLine(value['caption_reason']) ?? reason('model_caption', locale),
          source,
          evidence: basis(context, material),
          signal: signalOf(context.learntFrom) === 'none' ? 'thin' : signalOf(context.learntFrom),
        }
      : null,
    hashtags:
      tags.length === 0
        ? null
        : {
            hashtags: tags,
            why: tags.map((hashtag) => ({ hashtag, reason: reason('tag_model', locale) })),
            reason: oneLine(value['hashtags_reason']) ?? reason('hashtags', locale, { count: tags.length }),
            source,
            evidence: basis(context, material),
            signal: 'ok',
          },
    notes,
  };
}

export function groundsOf({ title, caption, brief, voice }: PostContext, material: Material): Grounds {
  return { material, voice, source: [title, brief.trim() === '' ? caption : '', material.text].join('\n') };
}

/** The model's own wording for TikTok where it holds up, else what the built-in side makes of the shared text. */
function modelVariants(
  raw: unknown,
  text: string,
  context: PostContext,
  grounds: Grounds,
): CaptionSuggestion['variants'] {
  const derived = variantsOf(text, context);
  if (!context.channels.includes('tiktok') || typeof raw !== 'string') return derived;
  const repaired = repairCaption(raw, grounds);
  if (!repaired.ok || repaired.text === text) return derived;
  const title = derived[0]?.title;
  const why = reason('tiktok_running', context.locale);
  return [{ channel: 'tiktok', text: repaired.text, reason: why, ...(title === undefined ? {} : { title }) }];
}

function basis({ locale, learntFrom }: PostContext, material: Material): CaptionSuggestion['evidence'] {
  return [...material.from, ...(learntFrom > 0 ? [evidence('past_posts', locale, learntFrom)] : [])];
}
