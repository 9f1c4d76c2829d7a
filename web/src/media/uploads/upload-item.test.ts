import { describe, expect, it } from 'vitest';
import { inChosenOrder, kindOfFile, paceOf, progressed, type UploadItem } from './upload-item.ts';

const item: UploadItem = {
  key: 'k',
  place: 'library',
  order: 1,
  filename: 'a.mp4',
  kind: 'video',
  sizeBytes: 10_000,
  sentBytes: 0,
  samples: [],
  state: 'sending',
  problem: null,
  assetId: null,
  replaces: null,
};

describe('the pace of an upload', () => {
  it('is unknown at first, then what the last seconds show', () => {
    const started = progressed(item, 0, 0);
    expect(paceOf(started)).toBeNull();
    expect(paceOf(progressed(started, 2000, 1000))).toEqual({ bytesPerSecond: 2000, secondsLeft: 4 });
  });
  it('forgets what is long past', () => {
    const slow = progressed(progressed(item, 0, 0), 100, 1000);
    const fast = progressed(progressed(slow, 1100, 20_000), 2100, 21_000);
    expect(paceOf(fast)?.bytesPerSecond).toBe(1000);
  });
});

it('tells a file’s kind by its type, or by its name where the system knows none', () => {
  expect(kindOfFile({ type: 'image/png', name: 'x' })).toBe('image');
  expect(kindOfFile({ type: '', name: 'IMG_1.MOV' })).toBe('video');
  expect(kindOfFile({ type: '', name: 'IMG_1.heic' })).toBe('image');
  expect(kindOfFile({ type: 'application/pdf', name: 'a.pdf' })).toBeNull();
});

it('puts files in the order of choosing, however they arrive', () => {
  const orders = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  const arrived = ['c', 'a', 'b'].reduce<string[]>((ids, id) => inChosenOrder(ids, id, orders), ['old']);
  expect(arrived).toEqual(['old', 'a', 'b', 'c']);
  expect(inChosenOrder(['a'], 'a', orders)).toEqual(['a']);
});
