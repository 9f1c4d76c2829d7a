import { call, isApiProblem, type Store } from '../api/index.ts';
import { receive, saved, type Editor } from './form/editor.ts';
import { createBody, patchBody, type Intent } from './form/payload.ts';
import type { SaveResult } from './use-post-editor.ts';

/** A worker and another window may both be writing; more than this many overtakings in a row is a fault. */
const MOST_TRIES = 4;

/**
 * Sends what is in the form. Where the server has moved on meanwhile, its news are merged in and, unless both sides
 * changed the same field, the save goes on against the newer version: nobody's work is overwritten.
 */
export async function savePost(store: Store<Editor>, intent: Intent | null): Promise<SaveResult> {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const { base, form, post } = store.get();
    try {
      const answer =
        post === null
          ? await call('createPost', { body: createBody(form, intent ?? 'draft') })
          : await call('patchPost', { params: { id: post.id }, body: patchBody(base, form, post.version, intent) });
      store.set(saved(store.get(), form, answer));
      return { kind: 'saved', post: answer };
    } catch (error) {
      if (post === null || !isApiProblem(error, 'VERSION_CONFLICT')) return { kind: 'failed', error };
    }
    try {
      store.set(receive(store.get(), await call('getPost', { params: { id: post.id } })));
    } catch (error) {
      return { kind: 'failed', error };
    }
    if (store.get().conflicts.length > 0) return { kind: 'conflict' };
  }
  return { kind: 'conflict' };
}
