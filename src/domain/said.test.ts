import { describe, expect, it } from 'vitest';
import { sayIssue } from './issue-messages.ts';
import { FAILURE_WORDS, type FailureWord } from './failure-words.ts';
import { sayReason } from './last-error.ts';
import { isSaid, paramsOfSaid, say } from './said.ts';

const EVERY = [...FAILURE_WORDS.keys()];

describe('every sentence that can be said of a failure', () => {
  it.each(EVERY)('%s is whole in both languages, with the same values', (word) => {
    const { en, es } = FAILURE_WORDS.get(word) ?? { en: '', es: '' };
    expect(en).toMatch(/^[A-Z“].{15,}\.$/);
    expect(es).toMatch(/^[A-ZÁÉÍÓÚ«].{15,}\.$/);
    expect(es).not.toBe(en);
    expect(holesOf(es)).toEqual(holesOf(en));
    // Codes and field names are for the log.
    expect(`${en} ${es}`).not.toMatch(/\w_\w/);
  });

  it('says no two things in the same words', () => {
    const sentences = [...FAILURE_WORDS.values()].map(({ en }) => en);
    expect(sentences).toEqual([...new Set(sentences)]);
  });
});

describe('a failure in words', () => {
  const tooLong = { word: 'tiktok.tooLongForCreator', values: { found: '1:58', maximum: '1:00' } } as const;

  it('is said in the language of whoever reads it', () => {
    expect(say(tooLong, 'en')).toBe(
      'This video is 1:58 long; TikTok takes at most 1:00 from this account. Shorten it.',
    );
    expect(say(tooLong, 'es')).toBe('Este vídeo dura 1:58; TikTok admite como mucho 1:00 de esta cuenta. Acórtalo.');
  });

  it('quotes the platform as it spoke', () => {
    expect(say({ quoted: 'Bad $& image' }, 'es')).toBe('«Bad $& image»');
    expect(say({ word: 'instagram.imageFormat', quoted: 'No.' }, 'en')).toBe(
      'Instagram did not accept the image’s format. Upload it as a JPEG. (“No.”)',
    );
  });

  it('is the same when it has travelled as the parameters of an issue', () => {
    const said = { ...tooLong, quoted: 'Too long.' };
    for (const locale of ['en', 'es'] as const) {
      const { message } = sayIssue({ code: 'refused_media', params: paramsOfSaid(said) }, locale);
      expect(message).toContain(say(said, locale));
    }
  });

  it('falls back to its English where an issue names a sentence that is not known here', () => {
    const params = { word: 'tiktok.invented', message: 'As it was said.' };
    expect(sayIssue({ code: 'retries_used_up', params }, 'es').message).toContain('As it was said.');
    expect(isSaid({ word: 'tiktok.invented' as FailureWord })).toBe(false);
  });

  it('is said of what held a post up at its hour, too', () => {
    const obstacles = [{ code: 'media_none', params: {} }] as const;
    expect(sayReason({ says: null, obstacles }, 'es')).toBe('Añade una foto o un vídeo.');
    expect(sayReason({}, 'es')).toBeNull();
  });
});

function holesOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted();
}
