/** Ids as Instagram's look: strings of 17 digits, shortcodes of 11 characters, long opaque tokens. */
import { LETTERS_AND_DIGITS } from '../core/chance.ts';
import type { Chance } from '../core/chance.ts';

/** Containers, media and comments alike. */
export function newNodeId(chance: Chance): string {
  return `17${chance.text(15, '0123456789')}`;
}

/** A professional account: `17841…`. */
export function newAccountId(chance: Chance): string {
  return `17841${chance.text(12, '0123456789')}`;
}

export function newShortcode(chance: Chance): string {
  return `D${chance.text(10, `${LETTERS_AND_DIGITS}-_`)}`;
}

export function newCode(chance: Chance): string {
  return `AQ${chance.text(120, `${LETTERS_AND_DIGITS}-_`)}`;
}

/** Begins `IGAA` (instagram.md 1). */
export function newToken(chance: Chance): string {
  return `IGAA${chance.text(160, LETTERS_AND_DIGITS)}`;
}

export function newTraceId(chance: Chance): string {
  return `A${chance.text(22, `${LETTERS_AND_DIGITS}-_`)}`;
}
