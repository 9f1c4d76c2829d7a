import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { countChoices, matches } from './filter.ts';

function entry(over: Partial<Entry>): Entry {
  return { channel: 'ig', readiness: 'ready', proposed: false, tags: [], ...over } as Entry;
}

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
