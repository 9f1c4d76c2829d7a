import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDiff, type DiffPart } from './word-diff.ts';

const side = (parts: readonly DiffPart[], kind: 'gone' | 'new') =>
  parts.flatMap((part) => (part.kind === kind || part.kind === 'same' ? [part.text] : [])).join('');

describe('the difference between two captions', () => {
  it('names the words that go and those that come', () => {
    expect(wordDiff('Mugs are £28 each, come by', 'Mugs are £31 each, come by')).toEqual([
      { kind: 'same', text: 'Mugs are' },
      { kind: 'gone', text: ' £28' },
      { kind: 'new', text: ' £31' },
      { kind: 'same', text: ' each, come by' },
    ]);
  });

  it('is nothing but sameness for equal texts', () => {
    expect(wordDiff('Fresh from the kiln', 'Fresh from the kiln')).toEqual([
      { kind: 'same', text: 'Fresh from the kiln' },
    ]);
  });

  it('loses not a blank of either text', () => {
    const text = fc
      .array(fc.constantFrom('clay', 'kiln', '£28', ' ', '\n', '  ', '#a', '¿qué?'))
      .map((all) => all.join(' '));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after);
        expect([side(parts, 'gone'), side(parts, 'new')]).toEqual([before, after]);
      }),
    );
  });
});
