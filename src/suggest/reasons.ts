import type { Locale } from '../contract/me.ts';
import type { Evidence, SuggestionNote, SuggestionNoteCode } from '../contract/suggestion.ts';

type Words = Readonly<Record<Locale, string>>;

/** Every reason, in the reader's language. `{name}` takes a parameter. */
const REASONS = {
  drafted: {
    en: 'Drafted from your brief, in your own words.',
    es: 'Redactado con tu brief, con tus propias palabras.',
  },
  drafted_lead: {
    en: 'Drafted from your brief; the sentence that carries most leads.',
    es: 'Redactado con tu brief; empieza por la frase con más peso.',
  },
  closing_own: { en: 'Your call to action closes it.', es: 'Cierra con tu llamada a la acción.' },
  closing_habit: { en: 'It closes as your posts often do.', es: 'Cierra como suelen cerrar tus posts.' },
  emoji_habit: { en: 'With an emoji you often use.', es: 'Con un emoji que usas a menudo.' },
  model_caption: { en: 'Written by the model from your brief.', es: 'Escrito por el modelo a partir de tu brief.' },
  tiktok_running: {
    en: 'TikTok shows two lines over the video, so the text runs on.',
    es: 'TikTok muestra dos líneas sobre el vídeo, así que el texto va seguido.',
  },
  tiktok_title: {
    en: 'A TikTok photo post has a title of up to 90 characters.',
    es: 'Un post de fotos en TikTok lleva un título de hasta 90 caracteres.',
  },
  hashtags: {
    en: '{count}, since both networks show at most 5.',
    es: '{count}, porque ambas redes muestran 5 como mucho.',
  },
  tag_written: { en: 'You wrote it.', es: 'Lo escribiste tú.' },
  tag_brief: { en: 'A key phrase of your brief.', es: 'Una expresión clave de tu brief.' },
  tag_voice: { en: 'You use it often.', es: 'Lo usas a menudo.' },
  tag_model: { en: 'Chosen by the model.', es: 'Elegido por el modelo.' },
  cover_unseen: {
    en: 'A moment {share} % into the video; its frames were not looked at.',
    es: 'Un momento al {share} % del vídeo; no se miraron los fotogramas.',
  },
  cover_image: { en: 'The first image of the post.', es: 'La primera imagen del post.' },
  cover_best_fit: {
    en: 'The image with the best shape for the feed.',
    es: 'La imagen con mejor formato para el feed.',
  },
  cover_other_image: { en: 'Another image of the post.', es: 'Otra imagen del post.' },
  time_ok: {
    en: 'Your posts around this hour did better than most.',
    es: 'Tus posts a esta hora funcionaron mejor que la mayoría.',
  },
  time_thin: {
    en: 'A little from your own posts, the rest from published studies.',
    es: 'Algo de tus propios posts y el resto de estudios publicados.',
  },
  time_followers: {
    en: 'Many of your followers are online then.',
    es: 'Muchos de tus seguidores están conectados a esa hora.',
  },
  time_relaxed: {
    en: 'Nothing good is free at the usual distance from your other posts, so this is closer.',
    es: 'No hay un buen hueco a la distancia habitual de tus otros posts, así que este está más cerca.',
  },
  time_none: {
    en: 'From published studies alone; they disagree, so take it as a start.',
    es: 'Solo de estudios publicados; discrepan, así que tómalo como punto de partida.',
  },
  piece_plan: {
    en: 'From your plan; the hour is one of your better ones.',
    es: 'De tu plan; la hora es una de las mejores.',
  },
  piece_plan_pinned: { en: 'From your plan, on the day it names.', es: 'De tu plan, en el día que indica.' },
  piece_model: {
    en: 'Proposed by the model; the hour is one of your better ones.',
    es: 'Propuesto por el modelo; la hora es una de las mejores.',
  },
} as const satisfies Record<string, Words>;
export type ReasonCode = keyof typeof REASONS;

const EVIDENCE: Readonly<Record<Evidence['code'], Words>> = {
  brief: { en: 'from your brief', es: 'de tu brief' },
  caption: { en: 'from what you wrote as caption', es: 'de lo que escribiste como texto' },
  title: { en: 'from the title', es: 'del título' },
  past_posts: { en: 'from {count} past posts', es: 'de {count} posts anteriores' },
  voice: { en: 'from your voice card', es: 'de tu ficha de voz' },
  media: { en: 'from your media', es: 'de tus archivos' },
  frames: { en: 'from {count} frames of the video', es: 'de {count} fotogramas del vídeo' },
  followers: { en: 'from when your followers are online', es: 'de cuándo están conectados tus seguidores' },
  studies: { en: 'from published studies', es: 'de estudios publicados' },
};

const NOTES: Readonly<Record<SuggestionNoteCode, Words>> = {
  brief_empty: {
    en: 'Write a line of brief, and a caption can be drafted from it.',
    es: 'Escribe una línea de brief y se podrá redactar un texto con ella.',
  },
  brief_shortened: {
    en: 'The brief is longer than a caption may be: {count} sentences were left out.',
    es: 'El brief es más largo que un texto: se dejaron fuera {count} frases.',
  },
  claims_left_out: {
    en: 'Promises that platforms object to were left out: {list}.',
    es: 'Se dejaron fuera promesas que las plataformas no admiten: {list}.',
  },
  orders_ignored: {
    en: 'A sentence that gives orders to a machine was ignored.',
    es: 'Se ignoró una frase que da órdenes a una máquina.',
  },
  key_refused: { en: '{provider} refused the key. {detail}', es: '{provider} rechazó la clave. {detail}' },
  model_failed: { en: '{provider} could not answer. {detail}', es: '{provider} no pudo responder. {detail}' },
  model_timed_out: { en: '{provider} did not answer in time.', es: '{provider} no respondió a tiempo.' },
  model_resting: {
    en: '{provider} failed several times and is left alone for a minute.',
    es: '{provider} falló varias veces; se le deja descansar un minuto.',
  },
  model_limit_reached: {
    en: 'You have used the model as often as this server allows for an hour.',
    es: 'Has usado el modelo todas las veces que este servidor permite en una hora.',
  },
  model_answer_unusable: {
    en: "{provider}'s answer could not be used: {detail}",
    es: 'La respuesta de {provider} no se pudo usar: {detail}',
  },
  model_field_replaced: {
    en: "The model's {field} was replaced: {detail}",
    es: 'Se sustituyó {field} del modelo: {detail}',
  },
  model_text_completed: {
    en: 'The model left out {list}; your own sentence was added.',
    es: 'El modelo omitió {list}; se añadió tu propia frase.',
  },
};

type Params = Readonly<Record<string, string | number>>;

export function reason(code: ReasonCode, locale: Locale, params: Params = {}): string {
  return fill(REASONS[code][locale], params);
}

export function evidence(code: Evidence['code'], locale: Locale, count = 0): Evidence {
  return { code, text: fill(EVIDENCE[code][locale], { count }) };
}

export function note(code: SuggestionNoteCode, locale: Locale, params: Params = {}): SuggestionNote {
  return { code, message: fill(NOTES[code][locale], params).trim() };
}

function fill(text: string, params: Params): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
