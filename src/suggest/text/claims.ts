import type { Locale } from '../../contract/me.ts';
import { sentencesOf } from './sentences.ts';

/** What kind of promise it is, which says who objects to it. */
export type ClaimKind = 'result' | 'health' | 'superlative' | 'money';

export interface Claim {
  kind: ClaimKind;
  claim: string;
  sentence: string;
}

const PATTERNS: readonly [ClaimKind, RegExp][] = [
  ['result', /\bguarante\w+(?: \p{L}+)?|\bgarantizad[oa]s?(?: \p{L}+)?|\bgarantizamos(?: \p{L}+)?/giu],
  ['result', /\b(?:instant|overnight|permanent) results?\b|\bresultados (?:inmediatos|permanentes|asegurados)\b/giu],
  ['result', /\bnever fails?\b|\bnunca falla\b|\bmirac\w+|\bmilagros[oa]s?\b|\bmilagro\b/giu],
  ['result', /\brisk[- ]free\b|\bsin ning[uú]n riesgo\b|\bsin riesgos?\b/giu],
  [
    'health',
    /\b100 ?% (?:safe|natural|effective|secure|chemical[- ]free)\b|(?<!\d)100 ?% (?:segur|natural|efectiv|eficac|eficaz)\p{L}*/giu,
  ],
  [
    'health',
    /\b(?:clinically|scientifically|medically) (?:proven|tested)\b|\b(?:cl[ií]nicamente|cient[ií]ficamente) (?:probad|demostrad|testad)\p{L}*/giu,
  ],
  [
    'health',
    /\b(?:fda|doctor|dermatologist)[- ](?:approved|recommended)\b|\brecomendad[oa]s? por (?:m[eé]dicos|dermat[oó]logos)\b/giu,
  ],
  [
    'health',
    /\bcures?\b(?: \p{L}+)?|\bheals?\b(?: \p{L}+)?|\b(?:te |lo )?cura (?:el|la|los|las|todo|tu)\b(?: \p{L}+)?/giu,
  ],
  ['health', /\bno side effects\b|\bsin efectos secundarios\b/giu],
  [
    'health',
    /\blose \d+ ?(?:kg|kilos?|lbs?|pounds)\b|\bpierde \d+ ?(?:kg|kilos?)\b|\bburns? fat\b|\bquema(?: la)? grasa\b|\badelgaza\p{L}*/giu,
  ],
  [
    'health',
    /\bdetox\p{L}*|\bdesintoxica\p{L}*|\bboosts? (?:your )?immunity\b|\brefuerza (?:tus|las) defensas\b|\banti-?ag(?:e)?ing\b|\bantiedad\b/giu,
  ],
  [
    'superlative',
    /\b(?:the )?best [^.,!?]{0,30}\bin the (?:world|country|city|uk|us|universe)\b|\bworld['’]s best\b/giu,
  ],
  [
    'superlative',
    /(?<!\p{L})(?:el|la|los|las) mejor(?:es)? [^.,!?]{0,30}(?:del mundo|de españa|del país|de la ciudad)(?!\p{L})/giu,
  ],
  [
    'superlative',
    /\b(?:number one|no\. ?1)\b|#1(?!\d)|(?<!\p{L})n[uú]mero uno\b|\bnº ?1\b|\bcheapest\b|(?<!\p{L})(?:el|la|los|las) más barat[oa]s?\b/giu,
  ],
  [
    'money',
    /\bget rich\b|\bmake money fast\b|\bpassive income\b|\bdouble your money\b|\bhazte ric[oa]\b|\bgana dinero\b|\bingresos pasivos\b/giu,
  ],
];
/** Said of what is not promised: "not guaranteed", "no garantizamos", "it does not cure". */
const DENIED =
  /(?:\b(?:not|no|never|cannot|nunca|isn['’]t|doesn['’]t|can['’]t|won['’]t|don['’]t|without|sin)\s+(?:\p{L}+\s+)?)$/iu;

/** Every promise a platform or a consumer authority may object to, in the order of the text. Denied ones are none. */
export function claimsIn(text: string): Claim[] {
  return sentencesOf(text).flatMap(({ text: sentence }) => claimsOfSentence(sentence));
}

export function hasClaim(text: string): boolean {
  return claimsIn(text).length > 0;
}

/**
 * The sentence without the clauses that promise; `null` when nothing is left. Only whole clauses go, so that what
 * stays is still the creator's own wording: "20 % off, guaranteed glow" keeps its discount.
 */
export function withoutClaims(sentence: string): string | null {
  if (!hasClaim(sentence)) return sentence;
  const clauses = sentence.replace(/[.!]+$/, '').split(/\s*(?:[,;–—]|\s-\s|\.\s)\s*/u);
  const kept = clauses.filter((clause) => !hasClaim(clause) && /[\p{L}\p{N}]/u.test(clause));
  if (kept.length === 0 || kept.length === clauses.length) return null;
  // A leftover that began as a dependent clause would no longer be true to what was said.
  const [first = ''] = kept;
  const isDependent = /^(?:which|that|who|because|and|or|so|with|que|porque|y|o|con|pero|but)\b/iu.test(first.trim());
  return isDependent ? null : kept.join(', ');
}

const ADVICE: Readonly<Record<ClaimKind, Readonly<Record<Locale, string>>>> = {
  result: {
    en: 'A promised result; platforms and consumer law want proof. Say what it does, not what it will achieve.',
    es: 'Promete un resultado; las plataformas y la ley de consumo piden pruebas. Di qué hace, no qué logrará.',
  },
  health: {
    en: 'A health claim; both networks limit those, and most countries regulate them.',
    es: 'Una afirmación de salud; ambas redes las limitan y casi todos los países las regulan.',
  },
  superlative: {
    en: 'A claim to be the first or best; it may have to be proven.',
    es: 'Una afirmación de ser el primero o el mejor; puede que haya que demostrarla.',
  },
  money: {
    en: 'A promise of money; both networks remove those.',
    es: 'Una promesa de dinero; ambas redes las retiran.',
  },
};

export function claimAdvice(kind: ClaimKind, locale: Locale): string {
  return ADVICE[kind][locale];
}

function claimsOfSentence(sentence: string): Claim[] {
  const found: (Claim & { at: number })[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const match of sentence.matchAll(pattern)) {
      if (DENIED.test(sentence.slice(0, match.index))) continue;
      found.push({ kind, claim: match[0].trim(), sentence, at: match.index });
    }
  }
  return found.toSorted((left, right) => left.at - right.at).map(({ kind, claim }) => ({ kind, claim, sentence }));
}
