import { describe, expect, it } from 'vitest';
import { translator } from '../i18n/messages.ts';
import { voiceMessages } from './voice-messages.ts';
import { listPart, numberPart } from './voice-parts.ts';

const t = translator(voiceMessages, 'en');

describe('a part of the voice in its field', () => {
  it('reads numbers, a decimal comma too, and names the bounds of others', () => {
    const emoji = numberPart(0, 20);
    expect(emoji.read('1,5', t)).toEqual({ value: 1.5 });
    expect(emoji.read('', t)).toEqual({ error: 'Choose between 0 and 20.' });
    expect(emoji.read('many', t)).toEqual({ error: 'Choose between 0 and 20.' });
    expect(emoji.read('21', t)).toEqual({ error: 'Choose between 0 and 20.' });
  });

  it('writes and reads lists, with their sign before each', () => {
    const tags = listPart(3, ' ', '#');
    expect(tags.write(['clay', 'kiln'])).toBe('#clay #kiln');
    expect(tags.read(' #clay, kiln  #clay ', t)).toEqual({ value: ['clay', 'kiln'] });
    expect(tags.read('a b c d', t)).toEqual({ error: 'At most 3.' });
    expect(listPart(2, '\n').read('See you there!\n\n Made by hand. ', t)).toEqual({
      value: ['See you there!', 'Made by hand.'],
    });
  });
});
