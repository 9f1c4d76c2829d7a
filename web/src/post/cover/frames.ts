import { useEffect } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import type { FrameMeasure } from '../../../../src/contract/suggestion.ts';
import { chooseFrames, type ChosenFrame } from '../../../../src/domain/cover-score-choose.ts';
import { createStore, useStore } from '../../api/index.ts';

export interface ReadFrame {
  measure: FrameMeasure;
  /** The frame itself, for showing. */
  picture: CanvasImageSource & { width: number; height: number };
}

/**
 * How reading a video's frames stands. `unreadable`: this browser cannot decode it; `insecure`: no browser decodes at an
 * address that is neither https nor this machine's own; `failed`: it did not arrive.
 */
export type FramesStory =
  | { kind: 'reading'; done: number; count: number }
  | { kind: 'read'; frames: readonly ReadFrame[]; chosen: readonly ChosenFrame[] }
  | { kind: 'unreadable' | 'insecure' }
  | { kind: 'failed' };

/** Twelve frames of a 12 s reel are read in 2 to 3 s, and tell its pictures apart. */
const COUNT = 12;
/** A video whose bytes stop coming is not waited for without end. */
const PATIENCE_MS = 60_000;

const stories = createStore<ReadonlyMap<string, FramesStory>>(new Map());
const running = new Map<string, Promise<FramesStory>>();

/** Reads a video's frames, once a page however many ask, and answers how it ended. Never throws. */
export function framesOf(asset: Asset): Promise<FramesStory> {
  const known = stories.get().get(asset.id);
  if (known !== undefined && known.kind !== 'reading' && known.kind !== 'failed') return Promise.resolve(known);
  const begun = running.get(asset.id);
  if (begun !== undefined) return begun;
  const reading = read(asset).then((story) => {
    running.delete(asset.id);
    tell(asset.id, story);
    return story;
  });
  running.set(asset.id, reading);
  return reading;
}

async function read(asset: Asset): Promise<FramesStory> {
  tell(asset.id, { kind: 'reading', done: 0, count: COUNT });
  try {
    if (typeof VideoDecoder === 'undefined') return { kind: isSecureContext ? 'unreadable' : 'insecure' };
    const { readFrames } = await import('./read-frames.ts');
    const frames = await withPatience(
      readFrames(asset.url, COUNT, (done) => {
        if (running.has(asset.id)) tell(asset.id, { kind: 'reading', done, count: COUNT });
      }),
    );
    if (frames === null || frames.length === 0) return { kind: 'unreadable' };
    return { kind: 'read', frames, chosen: chooseFrames(frames.map(({ measure }) => measure)) };
  } catch {
    // Whatever went wrong, the slider beside it still chooses a cover; the creator may try again.
    return { kind: 'failed' };
  }
}

function withPatience<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The video did not arrive in time')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function tell(id: string, story: FramesStory): void {
  stories.set(new Map(stories.get()).set(id, story));
}

/** The frames of a video that is shown; reading begins with the first who asks. */
export function useFrames(asset: Asset, wanted: boolean): FramesStory | null {
  useEffect(() => {
    if (wanted) void framesOf(asset);
  }, [asset, wanted]);
  return useStore(stories).get(asset.id) ?? null;
}
