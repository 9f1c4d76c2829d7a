import { describe, expect, it } from 'vitest';
import { parseSearch, parseShellSearch, stringifySearch } from '../shell/search.ts';
import { clockChangeOf } from './clock-change.ts';
import { offsetText } from './offset.ts';
import { newPostTime } from './use-actions.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('the time a new post starts with', () => {
  const now = Date.parse('2026-11-23T09:40:00Z');

  it('is ten in the morning on the day, in the zone of the calendar', () => {
    expect(newPostTime(day('2026-11-24'), undefined, 'Europe/Madrid', now)).toBe('2026-11-24T09:00:00Z');
    expect(newPostTime(day('2026-11-24'), undefined, 'Pacific/Apia', now)).toBe('2026-11-23T21:00:00Z');
  });

  it('is the hour pressed in a week', () => {
    expect(newPostTime(day('2026-11-24'), 18 * 60, 'Europe/Madrid', now)).toBe('2026-11-24T17:00:00Z');
  });

  it('is the next half hour with some air when ten is over today', () => {
    expect(newPostTime(day('2026-11-23'), undefined, 'Europe/Madrid', now)).toBe('2026-11-23T10:00:00Z');
  });

  it('is still found late in the evening', () => {
    const late = Date.parse('2026-11-23T22:41:00Z');
    expect(newPostTime(day('2026-11-23'), undefined, 'Europe/Madrid', late)).toBe('2026-11-23T22:45:00Z');
  });

  it('is none on days and hours that are over', () => {
    expect(newPostTime(day('2026-11-22'), undefined, 'Europe/Madrid', now)).toBeNull();
    expect(newPostTime(day('2026-11-23'), 8 * 60, 'Europe/Madrid', now)).toBeNull();
  });
});

describe('the offset typed', () => {
  it('becomes an ISO-8601 duration', () => {
    expect(offsetText('1', 'days', 'later')).toBe('P1D');
    expect(offsetText(' 2 ', 'hours', 'earlier')).toBe('-PT2H');
    expect(offsetText('90', 'minutes', 'later')).toBe('PT90M');
    expect(offsetText('3', 'weeks', 'earlier')).toBe('-P3W');
  });

  it.each(['', '0', '-1', '1.5', '10001', 'x'])('%j is none', (amount) => {
    expect(offsetText(amount, 'days', 'later')).toBeNull();
  });
});

describe('hours the clocks skip or repeat', () => {
  it('are found, half hours included', () => {
    expect(clockChangeOf(day('2026-03-29'), 2, 'Europe/Madrid')).toBe('gap');
    expect(clockChangeOf(day('2026-10-25'), 2, 'Europe/Madrid')).toBe('overlap');
    expect(clockChangeOf(day('2026-10-04'), 2, 'Australia/Lord_Howe')).toBe('gap');
    expect(clockChangeOf(day('2026-03-29'), 3, 'Europe/Madrid')).toBeNull();
    expect(clockChangeOf(day('2026-11-24'), 2, 'Europe/Madrid')).toBeNull();
  });
});

describe('addresses', () => {
  it('are plain text both ways', () => {
    const text = stringifySearch({ view: 'week', date: '2026-11-23', tag: '123', post: undefined });
    expect(text).toBe('?view=week&date=2026-11-23&tag=123');
    expect(parseSearch(text)).toEqual({ view: 'week', date: '2026-11-23', tag: '123' });
  });

  it('open a post on any page', () => {
    expect(parseShellSearch({ post: 'new', at: '2026-11-24T09:00:00Z', other: 'x' })).toEqual({
      post: 'new',
      at: '2026-11-24T09:00:00Z',
    });
  });
});
