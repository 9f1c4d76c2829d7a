/** How far an attempt got, as a person would say it. */
export type StepName =
  | 'preparing'
  | 'uploading'
  | 'uploaded'
  | 'ready'
  | 'publishing'
  | 'unclear'
  | 'published'
  | 'delivered'
  | 'commenting';

const NAMES: readonly [RegExp, StepName][] = [
  [/^comment/, 'commenting'],
  [/^publishing unclear/, 'unclear'],
  [/^publishing/, 'publishing'],
  [/^(published|found|post found|post id known|draft posted|permalink)/, 'published'],
  [/^draft delivered/, 'delivered'],
  [/^upload complete/, 'uploaded'],
  [/^(opening upload|upload)/, 'uploading'],
  [/^container ready/, 'ready'],
  [/^(container|carousel|waiting|processing|asking|not ready|never ready|fetch)/, 'preparing'],
];

/** The plain name of a step as the channels write it down; `null` for one that has none. */
export function stepName(step: string): StepName | null {
  return NAMES.find(([pattern]) => pattern.test(step))?.[1] ?? null;
}
