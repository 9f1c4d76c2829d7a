import type { Locale } from '../contract/me.ts';

/** Codes that stand among a failure's values, in a creator's words. */
export const VALUE_NAMES: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  PUBLIC_TO_EVERYONE: { en: 'everyone', es: 'todo el mundo' },
  MUTUAL_FOLLOW_FRIENDS: { en: 'friends', es: 'amigos' },
  FOLLOWER_OF_CREATOR: { en: 'followers', es: 'seguidores' },
  SELF_ONLY: { en: 'only me', es: 'solo yo' },
  comments: { en: 'comments', es: 'comentarios' },
  duets: { en: 'duets', es: 'dúos' },
  stitches: { en: 'stitches', es: 'pegados' },
};
