import type { EvalBrief } from './briefs.ts';

/**
 * Judges captions by rules of its own: it imports nothing of the suggester, so that it cannot share its mistakes. Hard
 * gates decide whether a draft may be shown at all; grades say how good it is.
 */
export interface Draft {
  caption: string;
  hashtags: readonly string[];
}

export const GATES = [
  'length',
  'hashtags',
  'language',
  'no invention',
  'facts kept',
  'no claim',
  'denials kept',
  'for readers only',
] as const;
export type Gate = (typeof GATES)[number];
export const GRADES = ['opening', 'subject', 'economy', 'layout', 'tags'] as const;
export type Grade = (typeof GRADES)[number];

export interface Verdict {
  failed: Gate[];
  grades: Record<Grade, number>;
  /** The poorest grade; a draft is worth showing when no gate failed and this is 0.3 at least. */
  worst: number;
  passed: boolean;
}

const GOOD_ENOUGH = 0.3;

export function judge(draft: Draft, brief: EvalBrief): Verdict {
  const failed = GATES.filter((gate) => !HOLDS[gate](draft, brief));
  const grades = Object.fromEntries(GRADES.map((grade) => [grade, GRADERS[grade](draft, brief)])) as Record<
    Grade,
    number
  >;
  const worst = Math.min(...Object.values(grades));
  return { failed, grades, worst, passed: failed.length === 0 && worst >= GOOD_ENOUGH };
}

const HOLDS: Readonly<Record<Gate, (draft: Draft, brief: EvalBrief) => boolean>> = {
  length: ({ caption }) => caption.trim() !== '' && caption.length <= 2200,
  hashtags: ({ caption, hashtags }) =>
    hashtags.length + (caption.match(/#\p{L}/gu)?.length ?? 0) <= 5 &&
    hashtags.every((tag) => /^[\p{L}\p{M}][\p{L}\p{M}\p{N}_]*$/u.test(tag) && !/\d/.test(tag)),
  language: ({ caption }, { language }) => guessLanguage(caption) === language,
  'no invention': ({ caption }, { brief }) =>
    figuresOf(caption).every((figure) => figuresOf(brief).includes(figure)) &&
    currenciesOf(caption).every((sign) => currenciesOf(brief).includes(sign)) &&
    daysOf(caption).every((day) => daysOf(brief).includes(day)) &&
    !(/link in bio|enlace en la bio/iu.test(caption) && !/bio/iu.test(brief)),
  'facts kept': ({ caption }, { keeps }) => keeps.every((fact) => flat(caption).includes(flat(fact))),
  'no claim': ({ caption, hashtags }) => !CLAIMS.test(`${caption} ${hashtags.join(' ')}`),
  'denials kept': ({ caption, hashtags }, { denied }) =>
    denied.every((word) => !flat(hashtags.join(' ')).includes(flat(word)) && !saysWithoutDenial(caption, word)),
  'for readers only': ({ caption }, { notForReaders }) =>
    notForReaders.every((words) => !flat(caption).includes(flat(words))),
};

const CLAIMS =
  /guarant|garantiz|proven|probad|cures?\b|miracl|milagr|100 ?% natural|resultados inmediatos|best .{0,20} in the world|mejor .{0,20} del mundo/iu;

/** A denied word with no denial in the dozen or so words before it. */
function saysWithoutDenial(caption: string, word: string): boolean {
  const text = flat(caption);
  for (let at = text.indexOf(flat(word)); at >= 0; at = text.indexOf(flat(word), at + 1)) {
    const before = text.slice(Math.max(0, at - 40), at);
    const behind = text.slice(at, at + 20);
    if (!/\b(?:no|not|without|never|sin|nunca|ni|or|nada|libre)\b/u.test(before) && !/[ -]free/u.test(behind))
      return true;
  }
  return false;
}

const GRADERS: Readonly<Record<Grade, (draft: Draft, brief: EvalBrief) => number>> = {
  /** The first line stands alone above the fold: not too long, not shouting, not a label. */
  opening: ({ caption }, { brief }) => {
    const line = caption.split('\n')[0] ?? '';
    // What the creator shouts is the creator's voice.
    const shouts = (line.match(/\p{Lu}{4,}|!{2,}|you won['’]t believe/gu) ?? []).filter(
      (shout) => !brief.includes(shout),
    ).length;
    return clamp((line.length <= 125 ? 1 : 125 / line.length) - shouts * 0.5);
  },
  /** It is about what the brief is about, early. */
  subject: ({ caption }, { subject }) => {
    const text = flat(caption);
    const early = flat(caption.slice(0, 200));
    const named = subject.filter((word) => text.includes(flat(word))).length / subject.length;
    return clamp((subject.some((word) => early.includes(flat(word))) ? 0.5 : 0) + named / 2);
  },
  /** Words said once, and not many that the brief knows nothing of. */
  economy: ({ caption }, { brief }) => {
    const words = contentOf(caption);
    const known = new Set(contentOf(brief).map((word) => word.slice(0, 5)));
    const repeated = 1 - new Set(words).size / Math.max(1, words.length);
    const foreign = words.filter((word) => !known.has(word.slice(0, 5))).length / Math.max(1, words.length);
    return clamp(1 - repeated * 2 - Math.max(0, foreign - 0.3));
  },
  /** Long text is broken into paragraphs, short text is not. */
  layout: ({ caption }) => {
    const longest = Math.max(...caption.split('\n').map((line) => line.length));
    return clamp(longest <= 280 ? 1 : 280 / longest);
  },
  /** Some hashtags, most of them about the subject or the account. */
  tags: ({ hashtags }, { brief }) => {
    if (hashtags.length === 0) return 0;
    const text = flat(brief).replace(/[^\p{L}]/gu, '');
    const grounded = hashtags.filter(
      (tag) =>
        text.includes(flat(tag)) ||
        tag === 'lunapottery' ||
        contentOf(brief).some((word) => flat(tag).includes(word.slice(0, 5))),
    );
    return grounded.length / hashtags.length;
  },
};

const MARKERS = {
  en: 'the and of to in is are it for with from our we at on by that this each how',
  es: 'el la los las de y en con por para que del una un es son desde cada nuestra al',
  de: 'der die das und ist sind wir am um auf aus im jede euch',
} as const;

function guessLanguage(text: string): string {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(MARKERS).map(([language, list]) => ({
    language,
    count: words.filter((word) => list.split(' ').includes(word)).length,
  }));
  return counts.toSorted((left, right) => right.count - left.count)[0]?.language ?? '';
}

function figuresOf(text: string): string[] {
  return (text.match(/\d+(?:[.,:]\d+)*/gu) ?? []).map((figure) => figure.replace(/[.,]00$/u, ''));
}

function currenciesOf(text: string): string[] {
  return text.match(/[£€$]/gu) ?? [];
}

function daysOf(text: string): string[] {
  return (
    text.match(
      /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)|\btomorrow|\btonight|\btoday|\bhoy\b/giu,
    ) ?? []
  ).map(flat);
}

function contentOf(text: string): string[] {
  return flat(text).match(/[\p{L}]{4,}/gu) ?? [];
}

function flat(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/gu, ' ');
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
