import type { VoiceCard } from '../../contract/suggestion.ts';
import { hashtagsIn, mentionsIn } from '../../domain/caption.ts';
import { hasClaim } from '../text/claims.ts';
import { factsIn } from '../text/facts.ts';
import { languageOf } from '../text/language.ts';
import { isOrderToMachine } from '../text/orders.ts';
import { ASKS_READER } from './lexicon.ts';

/** A promise that is empty where the account keeps no link there. */
export const LINK_IN_BIO =
  /\b(?:link|enlace)s?\b[^.!?]{0,20}\b(?:bio|perfil|profile)\b|\bbio\b[^.!?]{0,15}\b(?:link|enlace)\b/iu;
/** Offers and news that were true once. */
const PASSING =
  /\b(?:now|soon|last chance|sold out|sale|offer|discount|giveaway|launch\p{L}*|opens?|opening|closes?|closing|new|restock\p{L}*|ends?|until|this|next|code|free shipping|ahora|pronto|última oportunidad|agotad[oa]s?|rebajas?|oferta|descuento|sorteo|estren\p{L}*|abrimos|abre|cerramos|cierra|nuev[oa]s?|hasta|est[ae]|próxim[oa]s?|código|envío gratis|navidad|verano|christmas|summer|winter|spring|autumn|easter|halloween|black friday)(?!\p{L})/iu;
/** "See you next post" is of every post; the words above alone would throw it away. */
const EVERGREEN = /^(?:see you (?:soon|next time)|until next time|hasta (?:pronto|la próxima)|nos vemos pronto)/iu;

/** "See you soon", "Gracias por leer": says nothing that could be untrue. */
const GREETING = /^(?:thank|thanks|love|see you|with love|until|hasta|nos vemos|gracias|un abrazo|con cariño|besos)/iu;

/** Whether a line asks, invites or greets. Any other states something, which may not be true of every post. */
export function statesNothing(line: string): boolean {
  return line.trim().endsWith('?') || ASKS_READER.test(line) || GREETING.test(line);
}

/**
 * Whether a line that ended an old post can end a new one. Not with a day, a price or a figure in it ("Shop opens
 * Friday"), not an offer, no names, no promise, and no link in bio unless there is one.
 */
export function isTimelessLine(line: string, linkInBio: boolean): boolean {
  if (LINK_IN_BIO.test(line)) return linkInBio;
  if (factsIn(line).length > 0 || hasClaim(line) || isOrderToMachine(line)) return false;
  if (mentionsIn(line).length > 0 || hashtagsIn(line).length > 0 || /https?:|www\./i.test(line)) return false;
  return EVERGREEN.test(line) || !PASSING.test(line);
}

/**
 * The account's habitual last line, where one fits the post: same language, still true, not said already. `turn`
 * picks among several, so that twenty posts do not end alike. `null` when none fits.
 */
export function habitualClosing(voice: VoiceCard, content: string, turn: number): string | null {
  const language = languageOf(content, voice.language);
  const fitting = voice.closingLines.filter(
    (line) =>
      isTimelessLine(line, voice.linkInBio) &&
      languageOf(line, voice.language) === language &&
      !content.toLowerCase().includes(line.toLowerCase().replace(/[.!?]+$/, '')),
  );
  return fitting.length === 0 ? null : (fitting[turn % fitting.length] ?? null);
}
