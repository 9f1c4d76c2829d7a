import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstDayOfWeek, formatsFor, intlLocale } from './index.ts';
import { defineMessages, translator, type Message, type Messages } from './messages.ts';

/** Every `messages.ts` of the client, found by looking, so that a new part cannot be forgotten. */
const parts = import.meta.glob<Record<string, unknown>>(
  ['../**/messages.ts', '../**/*-messages.ts', '!./messages.ts'],
  { eager: true },
);

const found = Object.entries(parts).flatMap(([file, exports]) =>
  Object.entries(exports)
    .filter((pair): pair is [string, Messages] => typeof pair[1] === 'object' && pair[1] !== null && 'en' in pair[1])
    .map(([name, messages]) => ({ name: `${file} ${name}`, messages })),
);

function wordings(message: Message | undefined): string[] {
  if (message === undefined) return [];
  return typeof message === 'string' ? [message] : Object.values(message as unknown as Record<string, string>);
}

function holes(message: Message | undefined): string[] {
  const all = wordings(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []);
  return [...new Set(all)].toSorted();
}

describe('every text', () => {
  it('is found', () => {
    expect(found.length).toBeGreaterThan(3);
  });

  it.each(found)('$name is complete in both languages, with the same holes', ({ messages }) => {
    const { en, es } = messages;
    expect(Object.keys(es).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const key of Object.keys(en)) {
      expect(
        wordings(es[key]).every((text) => text.trim() !== ''),
        key,
      ).toBe(true);
      expect(
        wordings(en[key]).every((text) => text.trim() !== ''),
        key,
      ).toBe(true);
      expect(holes(es[key]), key).toEqual(holes(en[key]));
    }
  });
});

describe('the translator', () => {
  const messages = defineMessages(
    { posts: { one: '{count} post', other: '{count} posts' }, hello: 'Hello {name}' },
    { posts: { one: '{count} publicación', other: '{count} publicaciones' }, hello: 'Hola {name}' },
  );

  it('chooses the plural form and writes numbers the way of the language', () => {
    const en = translator(messages, 'en');
    const es = translator(messages, 'es');
    expect([en('posts', { count: 1 }), en('posts', { count: 12_345 })]).toEqual(['1 post', '12,345 posts']);
    expect([es('posts', { count: 1 }), es('posts', { count: 12_345 })]).toEqual([
      '1 publicación',
      '12.345 publicaciones',
    ]);
  });

  it('fills holes', () => {
    expect(translator(messages, 'es')('hello', { name: 'Lucía' })).toBe('Hola Lucía');
  });
});

describe('dates', () => {
  it('are written in the zone asked for, whatever the machine', () => {
    const format = formatsFor('en-GB');
    expect(format.instant('2026-11-24T09:05:00Z', 'Europe/Madrid', 'time')).toBe('10:05');
    expect(format.instant('2026-11-24T09:05:00Z', 'America/Los_Angeles', 'dateTime')).toContain('24 Nov');
  });

  it('name the hours of a day as its clocks do', () => {
    expect([formatsFor('en-GB').hour(13), formatsFor('es-ES').hour(9)]).toEqual(['13:00', '9:00']);
    expect(formatsFor('en-US').hour(13)).toMatch(/^1\sPM$/);
  });

  it('begin the week where the reader lives', () => {
    expect([firstDayOfWeek('es-ES'), firstDayOfWeek('en-US')]).toEqual([1, 7]);
  });
});

describe('the variant of a language', () => {
  it("is the browser's own, else the language in the browser's country", () => {
    expect(intlLocale('es', ['en-GB', 'es-MX'])).toBe('es-MX');
    expect(intlLocale('en', ['es-ES', 'es'])).toBe('en-ES');
    expect(intlLocale('en', [])).toBe('en');
  });

  it('makes the best of what is no language tag', () => {
    expect(intlLocale('en', ['en-US@posix'])).toBe('en-US');
    expect(intlLocale('es', ['en_GB.UTF-8'])).toBe('es-GB');
    expect(intlLocale('en', ['C', ''])).toBe('en');
  });

  it('keeps the clock and the week of that country', () => {
    const format = formatsFor(intlLocale('en', ['es-ES']));
    expect(format.firstDayOfWeek).toBe(1);
    expect(format.instant('2026-11-24T22:05:00Z', 'UTC', 'time')).toBe('22:05');
  });
});

describe('the palette', () => {
  it('is the same in the dark by choice and by the system', () => {
    const css = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');
    const block = (start: string) => {
      const from = css.indexOf('{', css.indexOf(start)) + 1;
      return css.slice(from, css.indexOf('}', from)).replace(/\s+/g, ' ').trim();
    };
    expect(block(":root:not([data-theme='light'])")).toBe(block(":root[data-theme='dark']"));
  });
});
