import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Post } from '../../../src/contract/post.ts';
import { createStore, isApiProblem, keys, useStore, type Store } from '../api/index.ts';
import { isDirty, receive, savesItself, edit as edited, settle as settled, type Editor } from './form/editor.ts';
import { dropWork, keepWork } from './form/kept-work.ts';
import type { Intent } from './form/payload.ts';
import { isBlank, type PostForm } from './form/post-form.ts';
import { uploads } from '../media/uploads/uploads.ts';
import { savePost } from './save-post.ts';

/** Long enough for a pause in typing, short enough to lose nothing worth mentioning. */
const AUTOSAVE_MS = 1200;
const AUTOSAVE_AWAY_MS = 8000;
const KEEP_MS = 300;

/** `away`: no answer came, so it is tried again by itself; `failed`: the server said no. */
export type SaveState = 'idle' | 'saving' | 'away' | 'failed';

export type SaveResult = { kind: 'saved'; post: Post } | { kind: 'conflict' } | { kind: 'failed'; error: unknown };

export interface PostEditor {
  editor: Editor;
  saveState: SaveState;
  /** Whether the browser keeps what is not saved yet. */
  keeps: boolean;
  edit: (change: (form: PostForm) => PostForm) => void;
  settle: (path: string, side: 'mine' | 'theirs') => void;
  /** Saves, with an order or (`null`) leaving the jobs as they are. Never throws. */
  save: (intent: Intent | null) => Promise<SaveResult>;
  /** Takes in what the server says by other ways: a retry, a live change. */
  take: (post: Post) => void;
  /** Throws the unsaved work away, kept copy included. */
  discard: (fresh: Editor) => void;
}

/** The modal's memory: the form, saving it, and never losing it. `userId` and `postId` name the kept copy. */
export function usePostEditor(begin: () => Editor, userId: string, postId: string): PostEditor {
  const client = useQueryClient();
  // Begun once, whatever the server says later: that is merged in.
  const [store] = useState(() => createStore<Editor>(begin()));
  const editor = useStore(store);
  const [saveState, setSaveState] = useState<SaveState>('idle');
  const [keeps, setKeeps] = useState(true);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const save = useCallback(
    (intent: Intent | null): Promise<SaveResult> => {
      const run = async (): Promise<SaveResult> => {
        setSaveState('saving');
        const result = await savePost(store, intent);
        setSaveState(stateAfter(result));
        if (result.kind !== 'saved') return result;
        client.setQueryData(keys.posts.one(result.post.id), result.post);
        void client.invalidateQueries({ queryKey: keys.entries.all });
        dropWork(localStorage, userId, postId);
        dropWork(localStorage, userId, result.post.id);
        if (postId === 'new') uploads.rename('post:new', `post:${result.post.id}`);
        return result;
      };
      // One save after the other: each goes out against the version the one before came back with.
      const next = queue.current.then(run, run);
      queue.current = next;
      return next;
    },
    [client, store, userId, postId],
  );

  useKeeping(store, userId, postId, setKeeps);
  useAutosave(store, savesItself(editor), saveState, save);

  return {
    editor,
    saveState,
    keeps,
    save,
    edit: useCallback(
      (change) => {
        store.set(edited(store.get(), change));
        setSaveState((state) => (state === 'failed' ? 'idle' : state));
      },
      [store],
    ),
    settle: useCallback((path, side) => store.set(settled(store.get(), path, side)), [store]),
    take: useCallback((post) => store.set(receive(store.get(), post)), [store]),
    discard: useCallback(
      (fresh) => {
        store.set(fresh);
        dropWork(localStorage, userId, postId);
      },
      [store, userId, postId],
    ),
  };
}

/** Keeps unsaved work in the browser: shortly after each change, and at once when the page goes away. */
function useKeeping(store: Store<Editor>, userId: string, postId: string, setKeeps: (keeps: boolean) => void): void {
  const keep = useCallback(() => {
    const { form, base, post } = store.get();
    const worth = post === null ? !isBlank(form) : isDirty(store.get());
    // A new post that was saved meanwhile is that post: kept as new, it would come back as a second one.
    const name = post?.id ?? postId;
    if (worth) setKeeps(keepWork(localStorage, userId, name, { form, base, keptAt: Date.now() }));
    else dropWork(localStorage, userId, name);
  }, [store, userId, postId, setKeeps]);
  useEffect(() => afterEachChange(store, keep, KEEP_MS), [store, keep]);
  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [keep]);
}

function useAutosave(store: Store<Editor>, wanted: boolean, state: SaveState, save: PostEditor['save']): void {
  const due = wanted && state !== 'saving' && state !== 'failed';
  const delay = state === 'away' ? AUTOSAVE_AWAY_MS : AUTOSAVE_MS;
  useEffect(() => {
    if (due) return afterEachChange(store, () => void save(null), delay);
  }, [store, due, delay, save]);
}

/** Acts once the store has been quiet for a while, counted from now and from each change. */
function afterEachChange(store: Store<Editor>, act: () => void, quietMs: number): () => void {
  let timer = setTimeout(act, quietMs);
  const stop = store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(act, quietMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function stateAfter(result: SaveResult): SaveState {
  if (result.kind !== 'failed') return 'idle';
  return isApiProblem(result.error, 'UNREACHABLE', 'UNAVAILABLE', 'UNAUTHENTICATED') ? 'away' : 'failed';
}
