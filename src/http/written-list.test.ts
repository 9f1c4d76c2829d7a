import { describe, expect, test } from 'vitest';
import { WrittenList } from './written-list.ts';

describe('a written list', () => {
  test('says the same as the list written at once, in whatever parts it came', () => {
    const items = [{ title: 'Bowl, "blue"' }, { title: 'Schüssel 🏺' }, { title: '],[' }, { title: '' }];
    const rest = { error: null, meta: { nextCursor: 'next' } };
    for (const size of [1, 2, 3, 4]) {
      const list = new WrittenList<{ title: string }>();
      for (let at = 0; at < items.length; at += size) list.add(items.slice(at, at + size));
      expect(list).toHaveLength(items.length);
      expect(list.asDataOf(rest).toString()).toBe(JSON.stringify({ data: items, ...rest }));
    }
  });

  test('is an empty one when nothing came', () => {
    const list = new WrittenList<object>();
    list.add([]);
    expect(JSON.parse(list.asDataOf({ error: null }).toString())).toEqual({ data: [], error: null });
  });
});
