import { foldWord } from './words.ts';

/**
 * Something checkable that a text says: a figure, a price, an hour, a day. `key` is the same however it is written
 * (`10 am` and `10:00`, `28.00` and `28`); `text` is how it stood.
 */
export interface Fact {
  kind: 'number' | 'price' | 'time' | 'day';
  key: string;
  text: string;
}

const CURRENCIES: Readonly<Record<string, string>> = {
  '£': '£',
  gbp: '£',
  pound: '£',
  pounds: '£',
  libras: '£',
  quid: '£',
  '€': '€',
  eur: '€',
  euro: '€',
  euros: '€',
  $: '$',
  usd: '$',
  dollar: '$',
  dollars: '$',
  dolares: '$',
  pesos: 'pesos',
};
const FIGURE = String.raw`\d+(?:[.,]\d+)*`;
const PRICE = new RegExp(
  String.raw`([£€$])\s?(${FIGURE})|(${FIGURE})\s?(£|€|\$|(?:gbp|eur|usd|pounds?|quid|euros?|dollars?|d[oó]lares|libras|pesos)(?!\p{L}))`,
  'giu',
);
const CLOCK =
  /(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?\s?m\.?(?!\p{L})|(?<![\d.,:])(\d{1,2}):(\d{2})(?!\d)|(?<![\d.,:])(\d{1,2})\s?h(\d{2})?(?![\p{L}\d])/giu;
const NUMBER = new RegExp(FIGURE, 'gu');

const NUMBER_WORDS: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  twenty: '20',
  hundred: '100',
  dos: '2',
  tres: '3',
  cuatro: '4',
  cinco: '5',
  seis: '6',
  siete: '7',
  ocho: '8',
  nueve: '9',
  diez: '10',
  once: '11',
  doce: '12',
  veinte: '20',
  cien: '100',
};

const DAYS: readonly [key: string, pattern: RegExp][] = [
  ['monday', /\bmondays?\b|\blunes\b/giu],
  ['tuesday', /\btuesdays?\b|\bmartes\b/giu],
  ['wednesday', /\bwednesdays?\b|\bmi[eé]rcoles\b/giu],
  ['thursday', /\bthursdays?\b|\bjueves\b/giu],
  ['friday', /\bfridays?\b|\bviernes\b/giu],
  ['saturday', /\bsaturdays?\b|(?<!\p{L})s[aá]bados?\b/giu],
  ['sunday', /\bsundays?\b|\bdomingos?\b/giu],
  ['january', /\bjanuary\b|\benero\b/giu],
  ['february', /\bfebruary\b|\bfebrero\b/giu],
  // The English names that are also words count as months only next to a figure or behind a preposition of time.
  ['march', /\b(?:in|of|until|till|by|from) march\b|\d\s?march\b|\bmarch \d|\bmarzo\b/giu],
  ['april', /\bapril\b|\babril\b/giu],
  ['may', /\b(?:in|of|until|till|by|from) may\b|\d\s?may\b|\bmay \d|\bmayo\b/giu],
  ['june', /\bjune\b|\bjunio\b/giu],
  ['july', /\bjuly\b|\bjulio\b/giu],
  ['august', /\baugust\b|\bagosto\b/giu],
  ['september', /\bseptember\b|\bseptiembre\b/giu],
  ['october', /\boctober\b|\boctubre\b/giu],
  ['november', /\bnovember\b|\bnoviembre\b/giu],
  ['december', /\bdecember\b|\bdiciembre\b/giu],
  ['today', /\btoday\b|\bhoy\b/giu],
  ['tonight', /\btonight\b|\besta noche\b/giu],
  ['tomorrow', /\btomorrow\b|(?<!\bla )(?<!\bcada )(?<!\p{L})mañana(?!\p{L})/giu],
  ['this week', /\bthis week\b|\besta semana\b/giu],
  ['next week', /\bnext week\b|\bla semana que viene\b|\bla próxima semana\b/giu],
  ['weekend', /\bweekend\b|\bfin de semana\b|\bfinde\b/giu],
  ['noon', /\bnoon\b|\bmidday\b|\bmediod[ií]a\b/giu],
  ['midnight', /\bmidnight\b|\bmedianoche\b/giu],
];

/** Every checkable fact of a text, one of a kind and key. Figures inside links, handles and hashtags are no facts. */
export function factsIn(text: string): Fact[] {
  const facts = new Map<string, Fact>();
  let rest = text.replace(/https?:\/\/\S+|www\.\S+|[#@][\p{L}\p{N}_.]+/gu, ' ');
  const add = (kind: Fact['kind'], key: string, found: string) => {
    if (!facts.has(`${kind} ${key}`)) facts.set(`${kind} ${key}`, { kind, key, text: found.trim() });
  };
  rest = rest.replace(PRICE, (found: string, sign?: string, after?: string, before?: string, word?: string) => {
    const currency = CURRENCIES[foldWord(sign ?? word ?? '')] ?? '';
    add('price', `${currency}${plainFigure(after ?? before ?? '')}`, found);
    return ' ';
  });
  rest = rest.replace(CLOCK, (found: string, ...parts: unknown[]) => {
    add('time', clockKey(parts), found);
    return ' ';
  });
  for (const found of rest.match(NUMBER) ?? []) add('number', plainFigure(found), found);
  for (const word of rest.match(/\p{L}+/gu) ?? []) {
    const figure = NUMBER_WORDS[foldWord(word)];
    if (figure !== undefined) add('number', figure, word);
  }
  for (const [key, pattern] of DAYS) for (const found of rest.match(pattern) ?? []) add('day', key, found);
  return [...facts.values()];
}

/** Facts of `text` for which `source` gives no ground: what somebody made up. */
export function inventedFacts(text: string, source: string): Fact[] {
  const known = keysOf(source);
  return factsIn(text).filter((fact) => !isKnown(fact, known));
}

/** Facts of `source` that `text` leaves out. Number words are not asked back: "two of us" may well be left out. */
export function missingFacts(text: string, source: string): Fact[] {
  const said = keysOf(text);
  return factsIn(source).filter((fact) => !(fact.kind === 'number' && !/\d/.test(fact.text)) && !isKnown(fact, said));
}

function keysOf(text: string): { exact: Set<string>; loose: Set<string> } {
  const exact = new Set<string>();
  const loose = new Set<string>();
  for (const fact of factsIn(text)) {
    exact.add(`${fact.kind} ${fact.key}`);
    loose.add(looseKey(fact));
  }
  return { exact, loose };
}

/** `a las 10` and `10:00` are the same hour, written without and with its marks; `£28` is never `28 €`. */
function isKnown(fact: Fact, known: { exact: Set<string>; loose: Set<string> }): boolean {
  if (known.exact.has(`${fact.kind} ${fact.key}`)) return true;
  if (fact.kind === 'price') return known.exact.has(`number ${looseKey(fact)}`) && /^\d/.test(fact.key);
  return fact.kind !== 'day' && known.loose.has(looseKey(fact));
}

function looseKey(fact: Fact): string {
  if (fact.kind === 'price') return fact.key.replace(/^[^\d]+/, '');
  if (fact.kind !== 'time') return fact.key;
  const [hour = '', minute = ''] = fact.key.split(':');
  return minute === '00' ? String(Number(hour) % 12 || 12) : fact.key;
}

function clockKey(parts: readonly unknown[]): string {
  const [hour12, minute12, half, hour24, minute24, hourH, minuteH] = parts.map((part) =>
    typeof part === 'string' ? part : undefined,
  );
  let hour = Number(hour12 ?? hour24 ?? hourH ?? 0);
  if (half?.toLowerCase() === 'p' && hour < 12) hour += 12;
  if (half?.toLowerCase() === 'a' && hour === 12) hour = 0;
  return `${String(hour).padStart(2, '0')}:${minute12 ?? minute24 ?? minuteH ?? '00'}`;
}

/** `28,00` → `28`, `1.200` → `1200`, `28,50` → `28.5`. Three figures behind a mark are thousands. */
function plainFigure(text: string): string {
  const thousands = text.replace(/[.,](?=\d{3}(?:\D|$))/g, '');
  const number = Number(thousands.replace(',', '.'));
  return Number.isFinite(number) ? String(number) : text;
}
