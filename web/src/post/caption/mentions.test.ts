import { describe, expect, it } from 'vitest';
import { mentionAt, usedPeople } from './mentions.ts';

const ig = (payload: object) => ({ channel: 'ig', payload }) as never;

describe('a mention being typed', () => {
  it('is found behind the caret', () => {
    expect(mentionAt('With @oll', 9)).toEqual({ start: 5, typed: 'oll' });
    expect(mentionAt('@', 1)).toEqual({ start: 0, typed: '' });
    expect(mentionAt('(@olla', 6)).toEqual({ start: 1, typed: 'olla' });
  });
  it('is none in an address, behind a blank, or before the caret is there', () => {
    expect(mentionAt('me@example', 10)).toBeNull();
    expect(mentionAt('@olla ', 6)).toBeNull();
    expect(mentionAt('hello @olla', 5)).toBeNull();
  });
});

describe('people of earlier posts', () => {
  it('are named, tagged and posted with, those met most first', () => {
    expect(
      usedPeople([
        { caption: 'With @olla.viva.', entries: [ig({ userTags: [{ username: 'Olla.Viva' }] })] },
        { caption: 'write to me@example.com', entries: [ig({ collaborators: ['barro'] })] },
        { caption: '@olla.viva again', entries: [] },
      ]),
    ).toEqual(['olla.viva', 'barro']);
  });
});
