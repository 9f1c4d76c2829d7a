import { asSentence, sentencesOf, type Sentence } from './sentences.ts';
import { isOrderToMachine } from './orders.ts';

/** What of a brief is meant for readers, and what was meant for whoever writes. */
export interface ReadBrief {
  /** In the creator's own words and order, the asking stripped off. */
  content: Sentence[];
  /** Sentences that talk about how to write ("Keep it short", "Tono cercano"). */
  directions: string[];
  /** Sentences that try to command a machine; never followed, never published. */
  orders: string[];
}

const POST = String.raw`(?:post|caption|text|copy|reel|carousel|description|video|story|update|announcement|publicaci[oó]n|texto|carrusel|descripci[oó]n|v[ií]deo|anuncio|pie de foto)`;
const ABOUT = String.raw`(?:about|announcing|to announce|promoting|to promote|explaining|presenting|saying|that says|to say|telling (?:people|everyone|(?:my |our )?followers)|to tell (?:people|everyone|(?:my |our )?followers)|sobre|acerca de|anunciando|para anunciar|que anuncie|que diga|diciendo|explicando|para promocionar|para contar|contando|presentando|para presentar)`;
const THAT = String.raw`(?:\s+(?:that|que)\b)?\s*[:,–-]?\s*`;
const POLITE = String.raw`(?:(?:please|hi|hello|hey|por favor|hola)[,!]?\s+)*(?:(?:can|could|would) you (?:please )?|(?:me )?puedes |podrías )?`;
const ASKS_POLITELY =
  /^\W*(?:please |hi,? |hello,? |hey,? |hola,? )?(?:can|could|would) you\b|^\W*(?:me )?(?:puedes|podrías)(?!\p{L})/iu;
const MAKE = String.raw`(?:write|draft|create|make|do|prepare|generate|compose|give|need|want|escribe(?:me)?|escr[ií]beme|escribir|redacta(?:r)?|crea(?:r)?|haz(?:me)?|hacer|prepara(?:r)?|genera(?:r)?|quiero|necesito|queremos|necesitamos)`;
/** Anything between "write a" and "about" that ends no sentence: "short, funny Instagram". */
const MIDDLE = String.raw`[^.!?:\n]{0,60}?`;

/**
 * Openings that ask for a post. Each captures nothing: what follows them is the content. They want a word for a post
 * or "about" behind the verb, because "Make your own mug", "Publica tu foto" and "Say hello" speak to readers.
 */
const ASKING: readonly RegExp[] = [
  new RegExp(
    String.raw`^${POLITE}(?:(?:i|we|i'd|we'd) (?:want|need|would like|like)(?: you)?(?: to)? )?${MAKE}\b${MIDDLE}\b${POST}s?\b${MIDDLE}\b${ABOUT}\b${THAT}`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}${MAKE}\b${MIDDLE}\b${POST}s?\b(?: (?:for|on|para|en) (?:instagram|tiktok|ig|social media|redes(?: sociales)?|the feed)(?: (?:and|y|e) (?:instagram|tiktok|ig))?)?\s*[:,–-]\s*`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:write|post|talk|escribe|escribir|publica|publicar|hablar?|habla)(?: (?:something|algo))? (?:about|sobre|acerca de|de(?= (?:la|el|los|las|un|una|nuestr|mi|mis|cómo|como)))\b${THAT}`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:a |an |the |un |una |el |la )?(?:(?:instagram|tiktok|ig|short|quick|new|corto|nuevo) )*${POST}(?: (?:for|para) (?:instagram|tiktok|ig))? (?:about|announcing|sobre|acerca de|anunciando)\b${THAT}`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:i|we) (?:want|need|would like|'d like) to (?:post|talk|write|tell people|share|say)(?: something)?(?: about| that)\b\s*`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:quiero|queremos|me gustaría|hay que) (?:publicar|hablar|contar|anunciar|escribir|decir)(?: algo)?(?: (?:sobre|de|que))\b\s*`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:announce|mention|say|tell (?:people|everyone|(?:my |our )?followers)|let (?:people|everyone|(?:my |our )?followers) know|remind (?:people|everyone)) that\b\s*`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:anuncia(?:r)?|menciona(?:r)?|di|decir|cuenta|contar|recuerda(?:r)?|avisa(?:r)?(?: de)?|comenta(?:r)?) que\b\s*`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:announce|promote|anunciar|promocionar)\s+(?=(?:the|our|my|a|an|el|la|los|las|un|una|nuestr[oa]s?|mi|mis)\b)`,
    'iu',
  ),
  /^(?:topic|brief|subject|idea|post|caption|tema|asunto|publicación|texto)\s*[:–-]\s*/iu,
];

const MANNER = String.raw`(?:short|simple|fun|funny|friendly|casual|warm|formal|informal|professional|playful|upbeat|concise|light|brief|catchy|snappy|elegant|chatty|positive|engaging|clear|poetic|cosy|cozy|cort[oa]|breve|cercan[oa]|divertid[oa]|formal|informal|alegre|sencill[oa]|profesional|elegante|poétic[oa]|cálid[oa]|directo|directa)`;
const WRITING = String.raw`(?:emojis?|hashtags?|etiquetas|call to action|cta|llamada a la acción|exclamation marks?|exclamaciones|tone|tono|capital letters|mayúsculas|slang|words|palabras|characters|caracteres)`;
const DIRECTIONS: readonly RegExp[] = [
  /^(?:tone|style|audience|target(?: audience)?|length|format|hashtags?|language|cta|keywords?|goal|objective|platforms?|channels?|voice|mood|emojis?|tono|estilo|público(?: objetivo)?|audiencia|objetivo|formato|longitud|idioma|palabras clave|canal(?:es)?|red(?:es)?)\s*[:=–-]/iu,
  new RegExp(String.raw`^(?:tono|estilo|voz|tone|style)(?: de voz)?\s+(?:\p{L}+\s+){0,3}${MANNER}`, 'iu'),
  new RegExp(
    String.raw`^(?:please )?(?:keep|make|write) (?:it|this|the (?:post|caption|text|tone))\s+(?:\p{L}+\s+){0,2}${MANNER}`,
    'iu',
  ),
  new RegExp(String.raw`^(?:sound|be) (?:very |a bit |quite )?${MANNER}(?: and ${MANNER})?[.!]*$`, 'iu'),
  new RegExp(String.raw`^(?:hazlo|que (?:sea|suene|quede))\s+(?:\p{L}+\s+){0,2}${MANNER}`, 'iu'),
  new RegExp(
    String.raw`^(?:please )?(?:use|add|include|avoid|no|with|without|max(?:imum)?|at most|usa|utiliza|incluye|añade|pon|evita|sin|con|máximo|como mucho)\b[^.!?]{0,40}\b${WRITING}\b`,
    'iu',
  ),
  /^(?:please )?(?:don['’]t|do not|never) (?:mention|say|write|reveal|name|talk about|use|include)\b/iu,
  /^no (?:menciones|digas|escribas|pongas|hables|incluyas|uses|nombres)(?!\p{L})/iu,
  /^(?:write|escribe|escríbelo|write it) (?:it )?(?:in|en) (?:english|spanish|inglés|español|castellano)(?!\p{L})/iu,
  /^(?:(?:for|para) )?(?:instagram|tiktok|ig)(?: (?:and|y|e|\+|&) (?:instagram|tiktok|ig))?[.!:]*$/iu,
  /^(?:thanks|thank you|gracias|please|por favor)[.!]*$/iu,
];
const TRAILING_DIRECTION = new RegExp(
  String.raw`\s*[,;–—-]\s*(?:please\s+)?(?:(?:keep|make) it ${MANNER}[^.!?]*|(?:with|in) an? ${MANNER} tone|con (?:un )?tono ${MANNER}[^.!?]*|please|por favor|thanks|gracias)(?=[.!?]*$)`,
  'iu',
);

/** Reads a brief as an editor would: keeps what is for readers, word by word, and sets the rest aside. */
export function readBrief(brief: string): ReadBrief {
  const read: ReadBrief = { content: [], directions: [], orders: [] };
  for (const { text, isItem } of sentencesOf(brief)) {
    if (isOrderToMachine(text)) read.orders.push(text);
    else if (DIRECTIONS.some((direction) => direction.test(text))) read.directions.push(text);
    else {
      const content = withoutAsking(text);
      if (content === '') read.directions.push(text);
      else read.content.push({ text: content === text ? text : asSentence(content), isItem });
    }
  }
  return read;
}

function withoutAsking(sentence: string): string {
  let text = sentence.replace(TRAILING_DIRECTION, '');
  for (const opening of ASKING) {
    const stripped = text.replace(opening, '');
    if (stripped === text) continue;
    // "Can you write about the bowl?" asks for a post; the post does not ask.
    text = ASKS_POLITELY.test(text) ? stripped.replace(/\?$/u, '.') : stripped;
    break;
  }
  return /[\p{L}\p{N}]/u.test(text) ? text.trim() : '';
}
