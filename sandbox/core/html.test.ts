import { expect, test } from 'vitest';
import { html } from './html.ts';

test('everything inserted is escaped, in text and in attributes', () => {
  const hostile = `"><script>alert('x')</script>&\``;
  const { markup } = html`<p title="${hostile}">${hostile} ${3}</p>`;
  expect(markup).not.toContain('<script>');
  expect(markup).not.toContain("'x'");
  expect(markup.match(/"/g)).toHaveLength(2);
  expect(markup).toContain('&#60;script&#62;');
});

test('nested markup and lists stay markup, nothing stays nothing', () => {
  const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);
  expect(html`${items}${null}${false}`.markup).toBe('<i>a</i><i>&#60;b&#62;</i>');
});
