import { describe, expect, it } from 'vitest';
import { changedFields } from './fields.ts';
import { merge, withPath } from './merge.ts';
import { newForm, type PostForm } from './post-form.ts';

const AT = '2026-11-24T09:00:00Z';
const base = newForm(['ig', 'tiktok'], AT, []);

function changed(change: Partial<PostForm>): PostForm {
  return { ...base, ...change };
}

describe('bringing two sides together', () => {
  it('takes each field from the side that changed it', () => {
    const mine = changed({ caption: 'mine' });
    const theirs = changed({ title: 'theirs', ig: { ...base.ig, scheduledAt: '2026-11-25T09:00:00Z' } });
    const { form, conflicts } = merge(base, mine, theirs);
    expect([form.caption, form.title, form.ig.scheduledAt]).toEqual(['mine', 'theirs', '2026-11-25T09:00:00Z']);
    expect(conflicts).toEqual([]);
  });

  it('keeps mine and tells of both where both changed the same field', () => {
    const { form, conflicts } = merge(base, changed({ caption: 'mine' }), changed({ caption: 'theirs' }));
    expect(form.caption).toBe('mine');
    expect(conflicts).toEqual([{ path: 'caption', mine: 'mine', theirs: 'theirs' }]);
  });

  it('sees no conflict where both made the same change', () => {
    const same = changed({ hashtags: ['clay'] });
    expect(merge(base, same, changed({ hashtags: ['clay'] })).conflicts).toEqual([]);
  });

  it('merges a payload field by field, and keeps what one side took out', () => {
    const start = withPath(base, 'ig.payload.firstComment', 'first');
    const mine = withPath(start, 'ig.payload.firstComment', undefined);
    const theirs = withPath(start, 'ig.payload.aiGenerated', true);
    const { form } = merge(start, mine, theirs);
    expect(form.ig.payload).toEqual({ aiGenerated: true });
  });

  it('does not bother anyone with a channel that is off', () => {
    const off = { ...base, tiktok: { ...base.tiktok, on: false } };
    const mine = withPath(off, 'tiktok.payload.title', 'a');
    const theirs = withPath(off, 'tiktok.payload.title', 'b');
    expect(merge(off, mine, theirs).conflicts).toEqual([]);
    expect(changedFields(off, mine)).toEqual([]);
  });
});
