import { EMPTY_FORM, type PostForm } from './post-form.ts';

/** Work that is not on the server yet, as it waits in this browser. */
export interface KeptWork {
  form: PostForm;
  base: PostForm;
  /** Milliseconds since the epoch. */
  keptAt: number;
}

/** The part of `Storage` that is used; a browser may forbid it. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Raised when the form's shape changes so that older work cannot be read any more. */
const SHAPE = 1;

function keyOf(userId: string, postId: string): string {
  return `punctual.unsaved.${userId}.${postId}`;
}

/** Keeps the work; answers whether the browser took it. */
export function keepWork(shelf: Shelf, userId: string, postId: string, work: KeptWork): boolean {
  try {
    shelf.setItem(keyOf(userId, postId), JSON.stringify({ shape: SHAPE, ...work }));
    return true;
  } catch {
    // Full or forbidden storage: the work is still on the screen, and the caller says that it is not kept.
    return false;
  }
}

export function dropWork(shelf: Shelf, userId: string, postId: string): void {
  try {
    shelf.removeItem(keyOf(userId, postId));
  } catch {
    // Forbidden storage holds nothing to drop.
  }
}

/** The kept work of a post, or `null` where there is none that can be read. */
export function keptWork(shelf: Shelf, userId: string, postId: string): KeptWork | null {
  try {
    const value: unknown = JSON.parse(shelf.getItem(keyOf(userId, postId)) ?? 'null');
    return isKeptWork(value) ? { form: value.form, base: value.base, keptAt: value.keptAt } : null;
  } catch {
    // Forbidden storage, or text that is no longer JSON: as if nothing had been kept.
    return null;
  }
}

function isKeptWork(value: unknown): value is KeptWork {
  if (typeof value !== 'object' || value === null) return false;
  const work = value as Record<string, unknown>;
  return (
    work['shape'] === SHAPE &&
    typeof work['keptAt'] === 'number' &&
    isPostForm(work['form']) &&
    isPostForm(work['base'])
  );
}

/** Deep enough that no component meets a field of another type. */
function isPostForm(value: unknown): value is PostForm {
  if (typeof value !== 'object' || value === null) return false;
  const form = value as Record<string, unknown>;
  return Object.entries(EMPTY_FORM).every(([name, empty]) => {
    const field = form[name];
    if (name === 'cover') return field === null || typeof field === 'object';
    if (Array.isArray(empty)) return Array.isArray(field) && field.every((part) => typeof part === 'string');
    if (name === 'ig' || name === 'tiktok') return isEntryForm(field);
    return typeof field === typeof empty;
  });
}

function isEntryForm(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { on, scheduledAt, payload } = value as Record<string, unknown>;
  return (
    typeof on === 'boolean' &&
    (scheduledAt === null || typeof scheduledAt === 'string') &&
    typeof payload === 'object' &&
    payload !== null
  );
}
