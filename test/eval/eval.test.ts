import { beforeAll, describe, expect, test } from 'vitest';
import { VirtualClock } from '../support/clock.ts';
import { BRIEFS } from './briefs.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { judge } from './judge.ts';
import { complaintsOf, tablesOf } from './report.ts';

let evaluation: Evaluation;
beforeAll(async () => {
  evaluation = await evaluate(new VirtualClock('2026-11-23T09:00:00Z'), null, 4);
});

describe('the evaluation', () => {
  test('holds: every suggester passes every brief, every control fails every one', () => {
    expect(complaintsOf(evaluation)).toEqual([]);
    expect(evaluation.results.filter(({ isControl }) => isControl)).toHaveLength(4);
  });

  test('notices when it does not hold', () => {
    const [first] = evaluation.results;
    const worse: Evaluation = {
      ...evaluation,
      results: evaluation.results.map((result) =>
        result === first
          ? { ...result, passed: 3, failures: { ...result.failures, language: 2 } }
          : { ...result, passed: result.isControl ? 1 : result.passed },
      ),
      perturbed: [{ name: 'x', followed: 1, of: 2 }],
      diversity: { ...evaluation.diversity, distinctOpenings: 2 },
      timing: { ...evaluation.timing, 'the model': 9 },
    };
    expect(complaintsOf(worse)).toHaveLength(9);
  });

  test('prints the same tables for the same answers', () => {
    expect(tablesOf(evaluation)).toBe(tablesOf(evaluation));
    expect(tablesOf(evaluation)).toContain('*control:* clickbait template');
  });
});

describe('the judge', () => {
  const mugs = BRIEFS.find(({ id }) => id === 'mugs') ?? BRIEFS[0];
  const tortilla = BRIEFS.find(({ id }) => id === 'tortilla') ?? BRIEFS[0];
  const good = 'Our new stoneware mugs are here. They cost £28 each. In the shop from Saturday at 10:00.';
  const failed = (caption: string, hashtags: string[] = ['stonewaremugs'], brief = mugs) =>
    brief ? judge({ caption, hashtags }, brief).failed : [];

  test('lets a good draft through', () => {
    expect(failed(good)).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    ['no invention', good.replace('£28', '£27 or £28'), []],
    ['no invention', good.replace('£', '$'), []],
    ['no invention', `${good} Until Monday.`, []],
    ['facts kept', good.replace(' at 10:00', ''), []],
    ['no claim', `${good} Guaranteed to last.`, []],
    ['for readers only', `${good} Keep it friendly.`, []],
    ['hashtags', good, ['a1']],
    ['hashtags', good, ['one', 'two', 'three', 'four', 'five', 'six']],
    ['language', 'Las tazas de la tienda son £28 desde el Saturday 10:00 y en la casa', []],
    ['length', `${good} ${'x'.repeat(2200)}`, []],
  ])('breaks a draft at “%s”: %s', (gate, caption, hashtags) => {
    expect(failed(caption, hashtags)).toContain(gate);
  });

  test('hears a denial turned round', () => {
    expect(failed('Tortilla de patatas con cebolla, 6 huevos y 800 g.', ['tortilla'], tortilla)).toContain(
      'denials kept',
    );
    expect(
      failed('La tortilla de patatas sin cebolla de mi abuela, con 6 huevos y 800 g.', ['tortilla'], tortilla),
    ).toEqual([]);
    expect(failed('La tortilla sin cebolla de mi abuela, con 6 huevos y 800 g.', ['cebollarica'], tortilla)).toContain(
      'denials kept',
    );
  });
});
