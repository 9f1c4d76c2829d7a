import type { Clock } from '../../src/domain/clock.ts';
import type { ModelSettings } from '../../src/suggest/providers/settings.ts';
import { BRIEFS, HELD_OUT, ONE_ACCOUNT, type EvalBrief } from './briefs.ts';
import { contenders, type Contender } from './contenders.ts';
import { GATES, GRADES, judge, type Draft, type Gate, type Grade, type Verdict } from './judge.ts';
import { SIMULATED_ACCOUNTS, simulateYear, type Strategy } from './simulate-year.ts';

export interface ContenderResult {
  name: string;
  isControl: boolean;
  /** How many of the briefs broke each gate. */
  failures: Record<Gate, number>;
  means: Record<Grade, number>;
  worst: { grade: number; briefId: string };
  passed: number;
  verdicts: { brief: EvalBrief; draft: Draft; verdict: Verdict }[];
}

export interface Diversity {
  /** Mean share of words two captions of the account have in common. */
  likeness: number;
  distinctOpenings: number;
  distinctClosings: number;
  distinctTagSets: number;
}

export interface Evaluation {
  briefs: number;
  results: ContenderResult[];
  /** A fact is changed in the brief; the draft must say the new one and not the old. */
  perturbed: { name: string; followed: number; of: number }[];
  diversity: Diversity;
  /** The built-in suggester on briefs that no rule was made for. */
  heldOut: ContenderResult[];
  timing: Record<Strategy, number>;
}

/** Every contender over every brief, and the further trials of the suggesters. */
export async function evaluate(
  clock: Clock,
  settings: ModelSettings | null = null,
  accounts: number = SIMULATED_ACCOUNTS,
): Promise<Evaluation> {
  const all = contenders(clock, settings);
  const results: ContenderResult[] = [];
  for (const contender of all) results.push(await resultOf(contender, BRIEFS));
  const heldOut: ContenderResult[] = [];
  for (const contender of all.filter(({ isControl }) => !isControl)) heldOut.push(await resultOf(contender, HELD_OUT));
  const perturbed: Evaluation['perturbed'] = [];
  for (const contender of all.filter(({ isControl }) => !isControl)) perturbed.push(await perturb(contender));
  const [builtIn] = all;
  return {
    briefs: BRIEFS.length,
    results,
    perturbed,
    diversity: await diversityOf(builtIn),
    heldOut,
    timing: simulateYear(accounts),
  };
}

async function resultOf(contender: Contender, briefs: readonly EvalBrief[]): Promise<ContenderResult> {
  const verdicts: ContenderResult['verdicts'] = [];
  for (const brief of briefs) {
    const draft = await contender.draft(brief);
    verdicts.push({ brief, draft, verdict: judge(draft, brief) });
  }
  const worst = verdicts.toSorted((left, right) => left.verdict.worst - right.verdict.worst)[0];
  return {
    name: contender.name,
    isControl: contender.isControl,
    failures: tally(GATES, (gate) => verdicts.filter(({ verdict }) => verdict.failed.includes(gate)).length),
    means: tally(
      GRADES,
      (grade) => verdicts.reduce((sum, { verdict }) => sum + verdict.grades[grade], 0) / verdicts.length,
    ),
    worst: { grade: worst?.verdict.worst ?? 0, briefId: worst?.brief.id ?? '' },
    passed: verdicts.filter(({ verdict }) => verdict.passed).length,
    verdicts,
  };
}

const PERTURBATIONS: readonly [from: string, to: string][] = [
  ['£28', '£31'],
  ['28 €', '31 €'],
  ['Saturday', 'Thursday'],
  ['sábado', 'jueves'],
  ['10:00', '16:30'],
  ['20 %', '35 %'],
  ['6 places', '9 places'],
  ['8 plazas', '11 plazas'],
];

async function perturb(contender: Contender): Promise<Evaluation['perturbed'][number]> {
  let followed = 0;
  let of = 0;
  for (const [from, to] of PERTURBATIONS) {
    for (const brief of BRIEFS.filter((each) => each.brief.includes(from))) {
      const { caption } = await contender.draft({ ...brief, brief: brief.brief.replaceAll(from, to) });
      of += 1;
      if (caption.includes(to) && !caption.includes(from)) followed += 1;
    }
  }
  return { name: contender.name, followed, of };
}

async function diversityOf(contender: Contender | undefined): Promise<Diversity> {
  const drafts: Draft[] = [];
  for (const brief of ONE_ACCOUNT) {
    const plain: EvalBrief = { id: '', language: 'en', brief, keeps: [], notForReaders: [], denied: [], subject: [] };
    if (contender) drafts.push(await contender.draft(plain));
  }
  const captions = drafts.map(({ caption }) => caption);
  const likenesses = captions.flatMap((left, index) =>
    captions.slice(index + 1).map((right) => sharedWords(left, right)),
  );
  return {
    likeness: likenesses.reduce((sum, value) => sum + value, 0) / Math.max(1, likenesses.length),
    distinctOpenings: new Set(captions.map((caption) => caption.split(/\s+/u).slice(0, 3).join(' '))).size,
    distinctClosings: new Set(captions.map((caption) => caption.split(/(?<=[.!?])\s+/u).at(-1))).size,
    distinctTagSets: new Set(drafts.map(({ hashtags }) => hashtags.join(' '))).size,
  };
}

function sharedWords(left: string, right: string): number {
  const [first, second] = [wordSet(left), wordSet(right)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / Math.max(1, first.size + second.size - shared);
}

function wordSet(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
}

function tally<K extends string>(keys: readonly K[], valueOf: (key: K) => number): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, number>;
}
