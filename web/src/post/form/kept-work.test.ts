import { describe, expect, it } from 'vitest';
import { dropWork, keepWork, keptWork, type Shelf } from './kept-work.ts';
import { newForm } from './post-form.ts';

function aShelf(): Shelf & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}
const form = { ...newForm(['ig'], '2026-11-24T09:00:00Z', ['a']), caption: 'not yet saved' };
const work = { form, base: newForm(['ig'], null, []), keptAt: 5 };

describe('work kept in the browser', () => {
  it('comes back as it was, for the same user and post only', () => {
    const shelf = aShelf();
    expect(keepWork(shelf, 'lucia', 'new', work)).toBe(true);
    expect(keptWork(shelf, 'lucia', 'new')).toEqual(work);
    expect(keptWork(shelf, 'marta', 'new')).toBeNull();
    expect(keptWork(shelf, 'lucia', 'other')).toBeNull();
    dropWork(shelf, 'lucia', 'new');
    expect(keptWork(shelf, 'lucia', 'new')).toBeNull();
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"shape":99}'],
    ['a broken form', '{"shape":1,"keptAt":1,"base":{},"form":{"caption":3}}'],
  ])('is as if absent when it holds %s', (_, text) => {
    const shelf = aShelf();
    keepWork(shelf, 'lucia', 'new', work);
    for (const key of shelf.texts.keys()) shelf.texts.set(key, text);
    expect(keptWork(shelf, 'lucia', 'new')).toBeNull();
  });

  it('says so when the browser takes nothing', () => {
    const full: Shelf = {
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(keepWork(full, 'lucia', 'new', work)).toBe(false);
  });
});
