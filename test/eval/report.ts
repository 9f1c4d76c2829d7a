import type { ContenderResult, Evaluation } from './evaluate.ts';
import { GATES, GRADES } from './judge.ts';
import { STRATEGIES } from './simulate-year.ts';

/** What must hold; each broken demand as a sentence. Empty: the evaluation passed. */
export function complaintsOf(evaluation: Evaluation): string[] {
  const complaints: string[] = [];
  for (const { name, isControl, failures, passed, verdicts } of evaluation.results) {
    const broken = GATES.filter((gate) => failures[gate] > 0);
    if (isControl && passed > 0)
      complaints.push(`The control “${name}” must fail everywhere and passed ${passed} briefs.`);
    if (!isControl && broken.length > 0) complaints.push(`${name} broke hard gates: ${broken.join(', ')}.`);
    if (!isControl && passed < evaluation.briefs) complaints.push(`${name} failed: ${failedBriefs(verdicts)}.`);
  }
  // On briefs nobody prepared it for it may read an instruction wrongly, but never be untrue.
  for (const { name, failures } of evaluation.heldOut) {
    const untrue = (['length', 'hashtags', 'no invention', 'facts kept', 'no claim', 'denials kept'] as const).filter(
      (gate) => failures[gate] > 0,
    );
    if (untrue.length > 0) complaints.push(`${name} broke on held-out briefs: ${untrue.join(', ')}.`);
  }
  for (const { name, followed, of } of evaluation.perturbed) {
    if (followed < of) complaints.push(`${name} did not follow ${of - followed} changed facts.`);
  }
  const { likeness, distinctOpenings, distinctTagSets } = evaluation.diversity;
  if (likeness > 0.3 || distinctOpenings < 18 || distinctTagSets < 15)
    complaints.push('Twenty posts of one account are too much alike.');
  const { timing } = evaluation;
  const isOrdered =
    timing['the model, with followers'] < timing['the model'] && timing['the model'] < timing['at random'];
  if (!isOrdered || timing['the model'] > timing['studies alone'])
    complaints.push('The choice of hours is no better than without it.');
  return complaints;
}

function failedBriefs(verdicts: ContenderResult['verdicts']): string {
  return verdicts
    .filter(({ verdict }) => !verdict.passed)
    .map(({ brief }) => brief.id)
    .join(', ');
}

/** The tables as Markdown. Nothing in them depends on the machine, so that they only change when the answers do. */
export function tablesOf(evaluation: Evaluation): string {
  return [
    gateTable(evaluation),
    gradeTable(evaluation),
    heldOutTable(evaluation),
    trials(evaluation),
    timingTable(evaluation),
  ].join('\n\n');
}

function gateTable({ results, briefs }: Evaluation): string {
  const rows = results.map((result) => [
    nameOf(result),
    ...GATES.map((gate) => String(result.failures[gate] || '·')),
    `${result.passed} of ${briefs}`,
  ]);
  return `**Hard gates**: briefs on which each was broken.\n\n${table(['', ...GATES, 'passed'], rows)}`;
}

function heldOutTable({ heldOut }: Evaluation): string {
  const rows = heldOut.map((result) => [
    result.name,
    ...GATES.map((gate) => String(result.failures[gate] || '·')),
    `${result.passed} of ${result.verdicts.length}`,
  ]);
  return `**Held out**: briefs written after the rules and not used to change them.\n\n${table(['', ...GATES, 'passed'], rows)}`;
}

function gradeTable({ results }: Evaluation): string {
  const rows = results.map((result) => [
    nameOf(result),
    ...GRADES.map((grade) => result.means[grade].toFixed(2)),
    `${result.worst.grade.toFixed(2)} (${result.worst.briefId})`,
  ]);
  return `**Grades**, 0 to 1: the mean of each, and the poorest single one with its brief.\n\n${table(['', ...GRADES, 'worst'], rows)}`;
}

function trials({ perturbed, diversity }: Evaluation): string {
  const followed = perturbed.map(({ name, followed: count, of }) => `${name} ${count} of ${of}`).join('; ');
  const { likeness, distinctOpenings, distinctClosings, distinctTagSets } = diversity;
  return [
    `**A fact changed in the brief** (£28 to £31, Saturday to Thursday, …), followed by the text: ${followed}.`,
    `**Twenty posts of one account**, by the built-in suggester: ${(likeness * 100).toFixed(0)} % of words in common, ${distinctOpenings} different openings, ${distinctClosings} closings, ${distinctTagSets} sets of hashtags.`,
  ].join('\n\n');
}

function timingTable({ timing }: Evaluation): string {
  const rows = STRATEGIES.map((strategy) => [strategy, timing[strategy].toFixed(3)]);
  return `**Best time**: log views lost a post against the best three hours of the week, in a simulated year of three posts a week.\n\n${table(['hours chosen by', 'lost'], rows)}`;
}

function nameOf({ name, isControl }: ContenderResult): string {
  return isControl ? `*control:* ${name}` : name;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [rowOf(head), rowOf(head.map(() => '---')), ...rows.map(rowOf)].join('\n');
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
