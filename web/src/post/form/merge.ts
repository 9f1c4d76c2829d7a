import { CHANNEL_ORDER, type PostForm } from './post-form.ts';
import { fieldsOf, formFrom, sameValue, type FieldPath } from './fields.ts';

/** A field that two sides changed differently from the same start; the creator says which stays. */
export interface Conflict {
  path: FieldPath;
  mine: unknown;
  theirs: unknown;
}

/**
 * Brings together what was typed here (`mine`) and what the server has (`theirs`), both grown from `base`. A field
 * that only one side changed takes that side; where both did and differ, `mine` stays in the form and is told.
 */
export function merge(base: PostForm, mine: PostForm, theirs: PostForm): { form: PostForm; conflicts: Conflict[] } {
  const start = fieldsOf(base);
  const here = fieldsOf(mine);
  const there = fieldsOf(theirs);
  const merged = new Map<FieldPath, unknown>();
  const conflicts: Conflict[] = [];
  for (const path of new Set([...start.keys(), ...here.keys(), ...there.keys()])) {
    const [was, my, their] = [start.get(path), here.get(path), there.get(path)];
    const takeTheirs = sameValue(my, was);
    if (!takeTheirs && !sameValue(their, was) && !sameValue(my, their))
      conflicts.push({ path, mine: my, theirs: their });
    const value = takeTheirs ? their : my;
    if (value !== undefined) merged.set(path, value);
  }
  const form = formFrom(merged, mine);
  return { form, conflicts: conflicts.filter(({ path }) => matters(path, form)) };
}

/** Nobody minds what a channel that is off would say. */
function matters(path: FieldPath, form: PostForm): boolean {
  const channel = CHANNEL_ORDER.find((name) => path.startsWith(`${name}.`));
  return channel === undefined || path === `${channel}.on` || form[channel].on;
}

/** The form with one field set; `undefined` takes it out. */
export function withPath(form: PostForm, path: FieldPath, value: unknown): PostForm {
  const fields = fieldsOf(form);
  if (value === undefined) fields.delete(path);
  else fields.set(path, value);
  return formFrom(fields, form);
}
