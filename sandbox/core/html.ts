/** HTML with strict escaping: only values made by `html` or `trusted` go in as they are. */
export interface Html {
  readonly markup: string;
}

type Insert = Html | string | number | null | false | readonly Html[];

/** html`<p>${text}</p>` escapes text, joins arrays, drops null and false. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + insert(inserts[index - 1] ?? null) + part) };
}

/** For CSS and scripts of our own; never for anything that came over the wire. */
export function trusted(markup: string): Html {
  return { markup };
}

function insert(value: Insert): string {
  if (value === null || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  if ('markup' in value) return value.markup;
  return value.map((one) => one.markup).join('');
}

function escape(text: string): string {
  // `&amp;` by name: it is what simple tools that read the forms' addresses look for.
  return text.replace(/[&<>"'`]/g, (character) => (character === '&' ? '&amp;' : `&#${character.charCodeAt(0)};`));
}
