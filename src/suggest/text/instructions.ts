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
const THEM = String.raw`(?:them|people|everyone|(?:my |our |the )?(?:followers|customers|clients))`;
const ABOUT = String.raw`(?:about|announcing|to announce|promoting|to promote|explaining|presenting|saying|that says|to say|telling (?:people|everyone|(?:my |our )?followers)|to tell (?:people|everyone|(?:my |our )?followers)|sobre|acerca de|anunciando|para anunciar|que anuncie|que diga|diciendo|explicando|para promocionar|para contar|contando|presentando|para presentar|inviting (?:people |everyone |you )?to|to invite (?:people |everyone )?to|para invitar (?:a todos )?a|invitando a|recordando|avisando(?: de)?|reminding ${THEM}(?: of)?)`;
const THAT = String.raw`(?:\s+(?:that|que)\b)?\s*[:,–-]?\s*`;
const POLITE = String.raw`(?:(?:please|pls|hi|hello|hey|also|por favor|hola|buenas|además)[,!]?\s+)*(?:(?:can|could|would) (?:you|u) (?:please |pls )?|(?:me )?(?:puedes|podrías|podríais) )?`;
const ASKS_POLITELY =
  /^\W*(?:(?:please|pls|hi|hello|hey|hola|buenas)[,!]?\s+)*(?:(?:can|could|would) (?:you|u)\b|(?:me )?(?:puedes|podrías|podríais)(?!\p{L}))/iu;
const MAKE = String.raw`(?:write|draft|create|make|do|prepare|generate|compose|give|need|want|escribe(?:me)?|escr[ií]beme|escribir|redacta(?:r)?|crea(?:r)?|haz(?:me)?|hacer|prepara(?:r)?|genera(?:r)?|quiero|necesito|queremos|necesitamos)`;
/** Anything between "write a" and "about" that ends no sentence: "short, funny Instagram". */
const MIDDLE = String.raw`[^.!?:\n]{0,60}?`;

/**
 * Openings that ask for a post. Each captures nothing: what follows them is the content. They want a word for a post
 * or "about" behind the verb, because "Make your own mug", "Publica tu foto" and "Say hello" speak to readers.
 */
const ASKING: readonly RegExp[] = [
  new RegExp(
    String.raw`^${POLITE}(?:(?:i|we|i'd|we'd) (?:(?:want|need|would like|like)(?: you)?(?: to)? )?)?${MAKE}\b${MIDDLE}\b${POST}s?\b${MIDDLE}\b${ABOUT}\b${THAT}`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}${MAKE}\b${MIDDLE}\b${POST}s?\b(?: (?:for|on|para|en) (?:instagram|tiktok|ig|social media|redes(?: sociales)?|the feed)(?: (?:and|y|e) (?:instagram|tiktok|ig))?)?\s*[:,–-]\s*`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:write|post|talk|escribe|escribir|publica|publicar|hablar?|habla)(?: (?:something|algo)(?: \p{L}+)?)?(?: (?:for|para|on|en) (?:ig|instagram|tiktok))? (?:about|sobre|acerca de|de(?= (?:la|el|los|las|un|una|nuestr|mi|mis|cómo|como)))\b${THAT}`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:a |an |the |un |una |el |la )?(?:(?:instagram|tiktok|ig|short|quick|new|corto|nuevo) )*${POST}(?: \p{L}+){0,2}?(?: (?:for|para) (?:instagram|tiktok|ig))? (?:about|announcing|sobre|acerca de|anunciando)\b${THAT}`,
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
    String.raw`^${POLITE}(?:announce|mention|say|explain|clarify|add|note|point out|stress|emphasi[sz]e|state|tell ${THEM}|let ${THEM} know|remind ${THEM}) that\b\s*`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:anuncia(?:r)?|menciona(?:r)?|explica(?:r)?|aclara(?:r)?|añade|indica(?:r)?|subraya|destaca|señala|insiste en|pon|di|decir|cuenta|contar|recuerda(?:r)?|avisa(?:r)?(?: de)?|comenta(?:r)?|(?:recuérda|avísa|cuénta|explíca|anúncia|dí|di)(?:les|le|nos a todos)(?: de)?) que\b\s*`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:announce|promote|introduce|showcase|feature|describe|anuncia(?:r)?|promociona(?:r)?|presenta(?:r)?|describe|describir|difunde|difundir)\s+(?=(?:the|our|my|a|an|el|la|los|las|un|una|nuestr[oa]s?|mi|mis)\b)`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:vídeo|video|reel|carrusel|carousel|post|foto|photo)s? (?:de|del|of|on|showing|mostrando|enseñando) (?=(?:cómo|como|how)(?!\p{L}))`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:(?:i|we) )?${MAKE}\b${MIDDLE}\b${POST} (?:for|para|with|con) (?!(?:instagram|tiktok|ig|social|redes|me|us|mí|nosotros|the feed|el feed)(?!\p{L}))(?=\p{L})`,
    'iu',
  ),
  new RegExp(
    String.raw`^(?:a |an |un |una )?(?:\p{L}+ ){0,2}(?:reel|video|vídeo|photo|foto)s? (?:of|de) (?=(?:an?|the|my|our|un|una|el|la|mi|nuestr[oa])(?!\p{L}))`,
    'iu',
  ),
  new RegExp(
    String.raw`^${POLITE}(?:post|send|write|share|do|make|put up|publica|pon|haz|manda|escribe) (?:an? |un |una )?(?:\p{L}+ )?(?:reminder|notice|note|update|recordatorio|aviso|nota) (?:about|that|for|of|sobre|de que|de|para)${THAT}`,
    'iu',
  ),
  // "Mention a friend" speaks to readers; "mention the wine list" does not.
  /^(?:also |please )*(?:mention|highlight|menciona|destaca|resalta)\s+(?!(?:an?|your|some|two|us|me|un|una|tu|tus|dos|nos)(?!\p{L}))(?=\p{L})/iu,
  /^(?:topic|brief|subject|idea|post|caption|cta|call to action|tema|asunto|publicación|texto|llamada a la acción)\s*[:–-]\s*/iu,
];

const MANNER = String.raw`(?:short|simple|fun|funny|friendly|casual|warm|formal|informal|professional|playful|upbeat|concise|light|brief|catchy|snappy|elegant|chatty|positive|engaging|clear|poetic|emotional|sincere|salesy|pushy|cheesy|corny|viral|cosy|cozy|cort[oa]|breve|cercan[oa]|divertid[oa]|formal|informal|alegre|sencill[oa]|profesional|elegante|poétic[oa]|cálid[oa]|direct[oa]|emotiv[oa]|gracios[oa]|emocionante|natural|con gancho)`;
const WRITING = String.raw`(?:emojis?|hashtags?|etiquetas|call to action|cta|llamada a la acción|exclamation marks?|exclamaciones|tone|tono|capital letters|mayúsculas|slang|words|palabras|characters|caracteres)`;
const DIRECTIONS: readonly RegExp[] = [
  /^(?:in |en |with |con )?(?:an? |un )?(?:\p{L}+,?(?: and| y| e| but| pero)? ){1,4}(?:tone|tono|vibe|mood)(?:,? (?:please|pls|por favor))?[.!]*$/iu,
  /^(?:(?:un|con|en) )*tono(?:,? \p{L}+){1,5}[.!]*$/iu,
  /^(?:please )?que (?:el|la) (?:texto|post|publicación|tono|copy|caption)(?!\p{L})/iu,
  /^(?:please )?ask (?:what|which|who|how|where|when)(?!\p{L})/iu,
  /^(?:please )?(?:use|add|include|usa|añade|incluye|pon)(?: the| el| los)?(?: hashtags?)? #/iu,
  /^(?:(?:please )?(?:keep|make) it|menos de|no más de|como mucho|máximo|less than|no more than|under|below|up to|hasta|en|in)(?: to| under| below| within| around)? \d+ (?:words|palabras|characters|caracteres|lines|líneas|sentences|frases)(?!\p{L})/iu,
  new RegExp(
    String.raw`^(?:an? |un |una )?${POST} (?:para|for) (?:instagram|tiktok|ig|redes|el feed|the feed|stories)(?!\p{L})[^\d£€$]{0,30}$`,
    'iu',
  ),
  /^(?:(?:i|we)(?:['’]d| would)? (?:want|like|need)|(?:me|nos) gustaría|(?:quiero|queremos|necesito|necesitamos) (?:que|un tono|algo))(?!\p{L})[^\d£€$]*$/iu,
  /^(?:make|keep) (?:sure )?(?:the|this) (?:post|caption|text|copy|tone)(?!\p{L})/iu,
  /^(?:please )?(?:sound|suena)(?!\p{L})[^\d£€$]{0,60}$/iu,
  /^(?:(?:please )?(?:avoid|evita(?:r)?)|no) (?:technical |the |los |las )?(?:jargon|clich[eé]s?|slang|puns|spoilers|buzzwords|tecnicismos|anglicismos|tópicos|adjetivos|adjectives)[.!]*$/iu,
  /^(?:please )?(?:avoid|evita(?:r)?) \p{L}+[.!]*$/iu,
  /^(?:please )?(?:(?:end|start|finish|close|open|begin|sign off) with|(?:termina|acaba|cierra|empieza|comienza|despídete) con|ask (?:people|them|readers|followers|at the end)|pregunta(?:les)? (?:al final|a la gente|a los|qué|cuál)|da(?:les)? las gracias|agradece(?:les)?|thank (?:the|our|my|them)|don['’]?t forget to (?:thank|ask|add|mention))(?!\p{L})/iu,
  /^(?:dirigido|orientado|enfocado|pensado|aimed|targeted|addressed) (?:a|al|para|at|to|towards)(?!\p{L})[^\d£€$]*$/iu,
  /^(?:the |el |la |un |una )?(?:caption|post|text|copy|tone|texto|tono|publicación|mensaje) (?:should|must|needs? to|has to|can be|debe|debería|tiene que|ha de|puede ser)(?!\p{L})/iu,
  new RegExp(
    String.raw`^(?:un |una |a )?(?:texto|post|copy|caption|text)\s+(?:\p{L}+\s+){0,2}${MANNER}(?!\p{L})`,
    'iu',
  ),
  /^(?:hashtags?|emojis?|etiquetas)(?!\p{L}).{0,40}$/iu,
  /(?:don['’]?t|do not) (?:mention|say|include|put|write|use|add) (?:it|that|this|them)\b|(?<!\p{L})no (?:l[oa]s? )(?:pongas|menciones|digas|incluyas|escribas|uses)(?!\p{L})/iu,
  new RegExp(
    String.raw`^(?:please )?(?:don['’]?t|do not|not) (?:make (?:it|this)|sound|be|get|go)\s+(?:\p{L}+\s+){0,2}${MANNER}`,
    'iu',
  ),
  new RegExp(String.raw`^(?:not? |nada )(?:too |muy |demasiado )?${MANNER}(?:[,.!]|$)`, 'iu'),
  /^(?:tone|style|audience|target(?: audience)?|length|format|hashtags?|language|keywords?|goal|objective|platforms?|channels?|voice|mood|emojis?|tono|estilo|público(?: objetivo)?|audiencia|objetivo|formato|longitud|idioma|palabras clave|canal(?:es)?|red(?:es)?)\s*[:=–-]/iu,
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
  /^(?:please )?(?:don['’]?t|do not|never) (?:mention|say|write|reveal|name|talk about|use|include)\b/iu,
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
    const isPolite = ASKS_POLITELY.test(text);
    text = isPolite ? stripped.replace(/\?$/u, '.') : stripped;
    break;
  }
  return /[\p{L}\p{N}]/u.test(text) ? withoutToo(text, sentence) : '';
}

/** "Mention the wine list too": without the asking, "too" leans on nothing. */
function withoutToo(text: string, sentence: string): string {
  return (text === sentence ? text : text.replace(/,?\s+(?:too|also|as well|también)(?=[.!]*$)/iu, '')).trim();
}
