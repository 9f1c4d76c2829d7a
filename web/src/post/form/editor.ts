import type { Post } from '../../../../src/contract/post.ts';
import { changedFields, fieldsOf, type FieldPath } from './fields.ts';
import { merge, withPath, type Conflict } from './merge.ts';
import { formOf, type PostForm } from './post-form.ts';

/** What the modal holds: the form, what it grew from, and what the server last said. */
export interface Editor {
  /** The server's state the form grew from; for a new post the empty form. */
  base: PostForm;
  form: PostForm;
  /** `null` until the post exists on the server. */
  post: Post | null;
  conflicts: readonly Conflict[];
}

export function beginNew(form: PostForm, base: PostForm): Editor {
  return { base, form, post: null, conflicts: [] };
}

export function beginWith(post: Post): Editor {
  const form = formOf(post);
  return { base: form, form, post, conflicts: [] };
}

export function edit(editor: Editor, change: (form: PostForm) => PostForm): Editor {
  const form = change(editor.form);
  return form === editor.form ? editor : { ...editor, form };
}

/** The server told of a newer post: fields untouched here follow it, the others wait for the creator's word. */
export function receive(editor: Editor, post: Post): Editor {
  if (editor.post !== null && isOlder(post, editor.post)) return editor;
  const theirs = formOf(post);
  const { form, conflicts } = merge(editor.base, editor.form, theirs);
  return { base: theirs, form, post, conflicts: stillOpen([...editor.conflicts, ...conflicts], form, theirs) };
}

/** `sent` was saved and answered as `post`; what was typed since stays. */
export function saved(editor: Editor, sent: PostForm, post: Post): Editor {
  const base = formOf(post);
  const { form } = merge(sent, editor.form, base);
  return { base, form, post, conflicts: [] };
}

/** The creator's word on one conflict. */
export function settle(editor: Editor, path: FieldPath, side: 'mine' | 'theirs'): Editor {
  const conflict = editor.conflicts.find((each) => each.path === path);
  if (conflict === undefined) return editor;
  return {
    ...editor,
    form: side === 'mine' ? editor.form : withPath(editor.form, path, conflict.theirs),
    conflicts: editor.conflicts.filter((each) => each !== conflict),
  };
}

export function isDirty(editor: Editor): boolean {
  return changedFields(editor.base, editor.form).length > 0;
}

/**
 * Drafts save themselves. A scheduled post does not: half a sentence must never be what goes out, so its changes
 * wait for a press of the button.
 */
export function savesItself(editor: Editor): boolean {
  return (
    editor.post !== null &&
    editor.conflicts.length === 0 &&
    editor.post.entries.every((entry) => entry.state === 'draft') &&
    isDirty(editor)
  );
}

/** The latest word on each path, without those where both sides agree by now. */
function stillOpen(conflicts: readonly Conflict[], form: PostForm, theirs: PostForm): Conflict[] {
  const here = fieldsOf(form);
  const there = fieldsOf(theirs);
  const latest = new Map(conflicts.map((conflict) => [conflict.path, conflict]));
  const open = changedFields(theirs, form);
  return [...latest.values()]
    .filter(({ path }) => open.includes(path))
    .map(({ path }) => ({ path, mine: here.get(path), theirs: there.get(path) }));
}

/** Answers may overtake each other. Entries also change by themselves (their jobs go on), so they count too. */
function isOlder(post: Post, known: Post): boolean {
  if (post.id !== known.id) return false;
  if (post.version !== known.version) return post.version < known.version;
  return post.entries.some((entry) => {
    const before = known.entries.find((each) => each.id === entry.id);
    return before !== undefined && (entry.version < before.version || entry.updatedAt < before.updatedAt);
  });
}
