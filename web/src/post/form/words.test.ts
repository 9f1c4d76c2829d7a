import { describe, expect, it } from 'vitest';
import { moved } from './reorder.ts';
import { readHashtags, readTags, readUsernames, usedHashtags } from './words.ts';

describe('typed words', () => {
  it('become hashtags without their sign', () => {
    expect(readHashtags('#Clay, #torno-no #año')).toEqual(['Clay', 'torno-no', 'año']);
    expect(readHashtags('  ')).toEqual([]);
  });
  it('become tags that may hold blanks', () => {
    expect(readTags('spring sale, market')).toEqual(['spring sale', 'market']);
  });
  it('become usernames, or nothing', () => {
    expect(readUsernames('@barro.luz, no-name ok_1')).toEqual(['barro.luz', 'ok_1']);
  });
  it('are counted over earlier posts, whatever their case', () => {
    expect(usedHashtags([{ hashtags: ['clay', 'kiln'] }, { hashtags: ['Kiln'] }])).toEqual(['kiln', 'clay']);
  });
});

describe('reordering', () => {
  it('moves one and keeps the others in order', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 0, 9)).toEqual(['b', 'a']);
    expect(moved(['a', 'b'], 5, 0)).toEqual(['a', 'b']);
  });
});
