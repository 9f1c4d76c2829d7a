import type { Translate } from '../i18n/index.ts';
import type { voiceMessages } from './voice-messages.ts';

export type PartValue = number | readonly string[];
export type PartRead = { value: PartValue } | { error: string };

/** How one part of the voice is written in a field, and read from it. */
export interface VoicePart {
  kind: 'number' | 'words' | 'lines';
  least: number;
  most: number;
  write: (value: PartValue) => string;
  read: (text: string, t: Translate<typeof voiceMessages.en>) => PartRead;
}

export function numberPart(least: number, most: number): VoicePart {
  return {
    kind: 'number',
    least,
    most,
    write: String,
    read: (text, t) => {
      const value = Number(text.replace(',', '.'));
      const isGood = text.trim() !== '' && Number.isFinite(value) && value >= least && value <= most;
      return isGood ? { value } : { error: t('notANumber', { least, most }) };
    },
  };
}

/** `prefix` stands before each value for the eye, and is taken off again. */
export function listPart(most: number, between: ' ' | '\n', prefix = ''): VoicePart {
  return {
    kind: between === ' ' ? 'words' : 'lines',
    least: 0,
    most,
    write: (value) => (typeof value === 'number' ? '' : value.map((each) => prefix + each).join(between)),
    read: (text, t) => {
      const values = text
        .split(between === ' ' ? /[\s,]+/ : '\n')
        .map((each) => each.trim())
        .map((each) => (prefix !== '' && each.startsWith(prefix) ? each.slice(prefix.length) : each))
        .filter((each) => each !== '');
      return values.length > most ? { error: t('tooMany', { most }) } : { value: [...new Set(values)] };
    },
  };
}
