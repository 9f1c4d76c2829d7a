import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { countPosts, isHeldUp, resultOf } from './held-up.ts';

function entry(id: string, postId: string, code = 'held_up'): Entry {
  const issue = { code, message: '', action: 'reschedule', blocking: true, params: {} } as const;
  return { id, postId, timezone: 'Europe/Madrid', issues: [issue] } as unknown as Entry;
}

describe('what was held up', () => {
  it('is what waits for nothing but a new time', () => {
    expect(
      ['held_up', 'hour_missed', 'caption_too_long', 'outcome_unknown'].map((code) => isHeldUp(entry('a', 'p', code))),
    ).toEqual([true, true, false, false]);
  });

  it('is counted in posts, not in entries', () => {
    expect(countPosts([entry('a', 'p'), entry('b', 'p'), entry('c', 'q')])).toBe(2);
  });

  it('tells of the first to go out, and of what stayed', () => {
    const result = resultOf(
      [entry('a', 'p'), entry('b', 'p'), entry('c', 'q')],
      [
        {
          moved: [
            { id: 'a', from: '2026-11-22T10:00:00Z', to: '2026-11-26T10:00:00Z' },
            { id: 'b', from: '2026-11-22T10:00:00Z', to: '2026-11-25T18:00:00Z' },
          ],
          refused: [{ id: 'c', code: 'TIME_REQUIRED', message: 'No free slot.' }],
          undo: null,
        },
      ],
    );
    expect(result).toEqual({
      posts: 1,
      first: { at: '2026-11-25T18:00:00Z', timezone: 'Europe/Madrid' },
      left: 1,
      reason: 'No free slot.',
    });
  });
});
