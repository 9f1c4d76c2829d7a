import { lazy, Suspense } from 'react';
import { createStore, useStore } from '../api/store.ts';

export interface ToastInput {
  text: string;
  look?: 'done' | 'wrong' | 'note';
  detail?: string;
  /** One thing to do about it, usually undo. */
  action?: { label: string; run: () => void };
}

const wanted = createStore(false);
let waiting: ToastInput[] = [];
let show: (input: ToastInput) => void = (input) => {
  waiting.push(input);
  wanted.set(true);
};

/** Says something in passing, to eyes and to screen readers. What went wrong is said at once. */
export function toast(input: ToastInput): void {
  show(input);
}

const ToastShelf = lazy(() => import('./toast-shelf.tsx').then((part) => ({ default: part.ToastShelf })));

/** The place of the toasts, once at the root; downloaded with the first of them. */
export function ToastArea() {
  if (!useStore(wanted)) return null;
  return (
    <Suspense>
      <ToastShelf onReady={takeOver} />
    </Suspense>
  );
}

function takeOver(ready: (input: ToastInput) => void): void {
  show = ready;
  for (const input of waiting) ready(input);
  waiting = [];
}
