import type { Locale } from '../contract/me.ts';
import type { ChosenFrame } from './cover-score-choose.ts';
import type { CoverQuality } from './cover-score.ts';

const QUALITIES: Readonly<Record<CoverQuality, Readonly<Record<Locale, string>>>> = {
  sharpness: { en: 'sharp', es: 'nítido' },
  exposure: { en: 'well lit', es: 'bien iluminado' },
  contrast: { en: 'clear contrast', es: 'buen contraste' },
  colour: { en: 'lively colour', es: 'color vivo' },
  entropy: { en: 'rich in detail', es: 'rico en detalle' },
  thirds: { en: 'well composed', es: 'bien compuesto' },
  safeArea: { en: 'nothing under the buttons', es: 'nada bajo los botones' },
};

/** Why a frame is offered as cover: `The clearest of 12 frames. Sharp, well lit.` */
export function reasonForFrame(
  { strengths }: Pick<ChosenFrame, 'strengths'>,
  { isBest, count }: { isBest: boolean; count: number },
  locale: Locale,
): string {
  const strong = qualityWords(strengths, locale);
  const best = isBest ? CLEAREST[locale].replace('{count}', String(count)) : '';
  return `${best} ${strong}`.trim() || qualityWords(['sharpness'], locale);
}

const CLEAREST: Readonly<Record<Locale, string>> = {
  en: 'The clearest of {count} frames.',
  es: 'El más nítido de {count} fotogramas.',
};

/** `Sharp, well lit.`: the two things that speak most for it. */
function qualityWords(qualities: readonly CoverQuality[], locale: Locale): string {
  const words = qualities
    .slice(0, 2)
    .map((quality) => QUALITIES[quality][locale])
    .join(', ');
  return words === '' ? '' : `${words[0]?.toLocaleUpperCase(locale) ?? ''}${words.slice(1)}.`;
}
