/** Ids, codes and tokens as TikTok's look. */
import { LETTERS_AND_DIGITS } from '../core/chance.ts';
import type { Chance } from '../core/chance.ts';

/** 19 digits, beyond what a double holds. */
export function newPostId(chance: Chance): string {
  return `7${chance.digits(18)}`;
}

/** `open_id`: a UUID-like text, stable for a user and an app. */
export function newOpenId(chance: Chance): string {
  return [8, 4, 4, 4, 12].map((length) => chance.text(length, '0123456789abcdef')).join('-');
}

/** With `*` and `!`, which a client that decodes twice or not at all corrupts (tiktok.md 2.1). */
export function newCode(chance: Chance): string {
  return `${chance.text(64, `${LETTERS_AND_DIGITS}-_`)}*${chance.digits(3)}!${chance.digits(4)}.u1`;
}

export function newAccessToken(chance: Chance): string {
  return `act.${chance.text(64, LETTERS_AND_DIGITS)}!${chance.digits(4)}.u1`;
}

export function newRefreshToken(chance: Chance): string {
  return `rft.${chance.text(64, LETTERS_AND_DIGITS)}!${chance.digits(4)}.u1`;
}

/** `v_pub_file~v2-1.…`, `v_inbox_url~v2.…`, `p_pub_url~v2.…` (tiktok.md 5.1, 6). */
export function newPublishId(
  chance: Chance,
  kind: 'video' | 'photo',
  mode: 'direct' | 'inbox',
  source: 'file' | 'url',
): string {
  const letter = kind === 'video' ? 'v' : 'p';
  const version = source === 'file' && mode === 'direct' ? 'v2-1' : 'v2';
  return `${letter}_${mode === 'direct' ? 'pub' : 'inbox'}_${source}~${version}.${chance.digits(19)}`;
}

/** The time in digits, then hexadecimal, as in the official examples. */
export function newLogId(chance: Chance, nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/\D/g, '').slice(0, 14) + chance.text(20, '0123456789ABCDEF');
}
