import { describe, expect, it } from 'vitest';
import { findEmoji } from './emoji.ts';

const found = (words: string) => findEmoji(words).map(({ emoji }) => emoji);

describe('emoji', () => {
  it('are found by words of either language, with accents or without', () => {
    expect(found('corazon rojo')).toEqual(['❤️']);
    expect(found('Corazón ROJO')).toEqual(['❤️']);
    expect(found('red heart')).toEqual(['❤️']);
    expect(found('pottery')).toEqual(['🏺']);
    expect(found('barro')).toEqual(['🏺']);
    expect(found('xyzzy')).toEqual([]);
  });

  it('are one character to a person, and listed once', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    const all = found('');
    expect(all.filter((emoji) => [...segmenter.segment(emoji)].length !== 1)).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
  });
});
