import { describe, expect, it } from 'vitest';
import { countChoices, matches, rememberCounts } from './filter.ts';
import { entry } from '../api/testing/made-entry.ts';

describe('the filters', () => {
  const bare = entry({ readiness: 'missing_media', tags: ['sale'] });
  const proposal = entry({ readiness: 'missing_media', proposed: true, tags: ['sale'] });

  it('count no proposal among the posts that lack media, nor show it there: it is nobody’s task yet', () => {
    expect(countChoices([bare, proposal], {}).readiness.get('missing_media')).toBe(1);
    expect(matches(proposal, { readiness: 'missing_media' })).toBe(false);
    expect(matches(bare, { readiness: 'missing_media' })).toBe(true);
  });

  it('count and show proposals by channel and tag like any other post', () => {
    const counts = countChoices([bare, proposal], {});
    expect([counts.channel.get('ig'), counts.tag.get('sale')]).toEqual([2, 2]);
    expect(matches(proposal, { channel: 'ig', tag: 'sale' })).toBe(true);
    expect(countChoices([bare, proposal], { readiness: 'missing_media' }).tag.get('sale')).toBe(1);
  });
});

describe('choices', () => {
  const entries = [
    entry({ tags: ['clay'], readiness: 'ready' }),
    entry({ channel: 'tiktok', tags: ['clay', 'sale'], readiness: 'missing_media' }),
    entry({ channel: 'tiktok', readiness: 'ready' }),
  ];

  it('count what each choice would show with the others kept', () => {
    const counts = countChoices(entries, { channel: 'tiktok' });
    expect([counts.channel.get('ig'), counts.channel.get('tiktok')]).toEqual([1, 2]);
    expect([counts.readiness.get('ready'), counts.readiness.get('missing_media')]).toEqual([1, 1]);
    expect(counts.tag.get('clay')).toBe(1);
  });

  it('are counted again when an entry counts otherwise, not when it moves', () => {
    const countsOf = rememberCounts();
    const [first, ...others] = entries;
    if (first === undefined) throw new Error('There is no entry.');
    const before = countsOf(entries, {});
    expect(countsOf([{ ...first, scheduledAt: '2026-11-25T09:00:00Z' }, ...others], {})).toBe(before);
    const changed = [{ ...first, readiness: 'published' as const, tags: ['sale'] }, ...others];
    expect(countsOf(changed, {})).toEqual(countChoices(changed, {}));
    expect(countsOf(changed, { channel: 'tiktok' })).toEqual(countChoices(changed, { channel: 'tiktok' }));
  });

  it('combine', () => {
    expect(entries.filter((one) => matches(one, { channel: 'tiktok', tag: 'clay' }))).toHaveLength(1);
  });
});
