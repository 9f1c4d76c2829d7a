import { describe, expect, test } from 'vitest';
import { Voice } from '../contract/suggestion.ts';
import { learnVoice, mergeCorrections } from './voice.ts';

const past = (count: number, textOf: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ text: textOf(index), hashtags: [] }));

describe('the voice of an account', () => {
  test('is learnt from habits, not from what was said once', () => {
    const voice = learnVoice(
      past(
        14,
        (index) =>
          `A bowl from the wheel, glazed twice by hand. 🍵 ${index === 3 ? 'Only today in the window!' : 'Which would you keep?'}\n#lunapottery ${index === 3 ? '#once' : '#clay'}`,
      ),
    );
    expect(Voice.parse(voice)).toEqual(voice);
    expect(voice).toMatchObject({
      learntFrom: 14,
      signal: 'ok',
      edited: [],
      card: {
        language: 'en',
        emojiPerPost: 1,
        favouriteEmoji: ['🍵'],
        closingLines: ['Which would you keep?'],
        hashtags: ['lunapottery', 'clay'],
        hashtagsPerPost: 2,
        linkInBio: false,
      },
    });
    expect(voice.card.length).toBeGreaterThan(50);
  });

  test('says how little it knows', () => {
    expect(learnVoice([])).toMatchObject({ learntFrom: 0, signal: 'none', card: { length: 0, closingLines: [] } });
    expect(learnVoice(past(3, () => 'Hello there, friends.'))).toMatchObject({ signal: 'thin' });
  });

  test('forgets seasons', () => {
    const { card } = learnVoice(past(6, () => 'New bowls for the table, made by hand. 🎄 #christmas #bowls'));
    expect(card.favouriteEmoji).toEqual([]);
    expect(card.hashtags).toEqual(['bowls']);
  });

  test('is corrected by hand, and a correction can be taken back', () => {
    const captions = past(14, () => 'A bowl from the wheel. Which would you keep?');
    const corrections = mergeCorrections(
      { linkInBio: true },
      { closingLines: ['See you at the wheel.'], emojiPerPost: 0 },
    );
    const voice = learnVoice(captions, corrections);
    expect(voice.card).toMatchObject({ closingLines: ['See you at the wheel.'], linkInBio: true });
    expect(voice.edited.toSorted()).toEqual(['closingLines', 'emojiPerPost', 'linkInBio']);
    const back = learnVoice(captions, mergeCorrections(corrections, { closingLines: null }));
    expect(back.card.closingLines).toEqual(['Which would you keep?']);
    expect(back.edited).not.toContain('closingLines');
  });
});
