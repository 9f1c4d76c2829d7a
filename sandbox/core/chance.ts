/** Randomness, passed in so that a simulation can repeat itself. */
export interface Chance {
  /** A number in [0, 1). */
  fraction(): number;
  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** That many decimal digits, the first one not 0. */
  digits(count: number): string;
  /** That many characters of the alphabet. */
  text(count: number, alphabet: string): string;
}

export const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function createChance(fraction: () => number): Chance {
  const integer = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  const text = (count: number, alphabet: string): string =>
    Array.from({ length: count }, () => alphabet.charAt(integer(0, alphabet.length - 1))).join('');
  return {
    fraction,
    integer,
    text,
    digits: (count) => String(integer(1, 9)) + text(count - 1, '0123456789'),
  };
}
