import type { Locale } from '../contract/me.ts';
import { INSTAGRAM_FAILURES } from './failure-words-instagram.ts';
import { TIKTOK_FAILURES } from './failure-words-tiktok.ts';

/** What is said of failures that are Punctual's own, before or beside what a platform answered. */
const PUNCTUAL_FAILURES = {
  stoppedMidway: {
    en: 'Punctual was stopped for long while this post was being sent. It is finding out whether it went out.',
    es: 'Punctual estuvo mucho tiempo detenido mientras se enviaba esta publicación. Está averiguando si salió.',
  },
  wasNotRunning: {
    en: 'The hour passed while Punctual was not running.',
    es: 'La hora pasó mientras Punctual no estaba en marcha.',
  },
  stoppedWorker: {
    en: 'Working on this post stopped the worker several times.',
    es: 'Al trabajar en esta publicación el proceso se detuvo varias veces.',
  },
  askedForADay: {
    en: 'The account could not be asked for a day whether the post went out.',
    es: 'Durante un día no se pudo preguntar a la cuenta si la publicación salió.',
  },
  notConfigured: {
    en: 'This server has no app for the channel any more. Configure it, then retry.',
    es: 'Este servidor ya no tiene una app para el canal. Configúrala y reinténtalo.',
  },
  accountUnusable: {
    en: 'The account can no longer be used. Link it again.',
    es: 'La cuenta ya no se puede usar. Reconéctala.',
  },
  accountUnusableForIt: {
    en: 'The account could not be used for it.',
    es: 'No se pudo usar la cuenta para ello.',
  },
  fileGone: {
    en: 'A file of this post is gone. Add another.',
    es: 'Falta un archivo de esta publicación. Añade otro.',
  },
  storedFileGone: {
    en: 'The stored file is gone. Upload it again.',
    es: 'El archivo guardado ya no está. Súbelo de nuevo.',
  },
  notDrawn: {
    en: 'The picture could not be made ready for this channel. Save it as a JPEG and upload it again.',
    es: 'No se pudo preparar la imagen para este canal. Guárdala como JPEG y súbela de nuevo.',
  },
  foundNothing: {
    en: 'The creator found nothing on the platform.',
    es: 'No se encontró nada en la plataforma.',
  },
} as const satisfies Record<string, Record<Locale, string>>;

const SENTENCES = { instagram: INSTAGRAM_FAILURES, tiktok: TIKTOK_FAILURES, punctual: PUNCTUAL_FAILURES } as const;
type Speaker = keyof typeof SENTENCES;
type WordsBy = { [S in Speaker]: `${S}.${keyof (typeof SENTENCES)[S] & string}` };

/** The code of a sentence, as it is stored: `tiktok.relink`. Codes are stable. */
export type FailureWord = WordsBy[Speaker];

/** What each failure says, in every language. `{name}` takes a value. */
export const FAILURE_WORDS: ReadonlyMap<string, Readonly<Record<Locale, string>>> = new Map(
  Object.entries(SENTENCES).flatMap(([speaker, sentences]) =>
    Object.entries(sentences).map(([name, words]) => [`${speaker}.${name}`, words]),
  ),
);
