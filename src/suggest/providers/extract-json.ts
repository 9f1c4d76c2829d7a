/**
 * The first JSON object of a model's answer, however it is wrapped: fenced, behind thoughts, between sentences, or
 * broken off before its end (then closed where that makes sense of it). `null` when there is none.
 */
export function extractJson(answer: string): Record<string, unknown> | null {
  const text = answer.replace(/<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/gi, '');
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
    const end = endOfObject(text, start);
    const found = end === null ? objectFrom(closed(text.slice(start))) : objectFrom(text.slice(start, end));
    if (found !== null) return found;
  }
  return null;
}

/** Where the object that begins at `start` ends; `null` when the text breaks off inside it. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at];
    if (isString) {
      if (letter === '\\') at += 1;
      else if (letter === '"') isString = false;
    } else if (letter === '"') isString = true;
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

/** Half an object, cut back to its last whole member and closed. */
function closed(half: string): string {
  const open: string[] = [];
  let isString = false;
  let lastWhole = 0;
  let openAtLastWhole: string[] = [];
  for (let at = 0; at < half.length; at += 1) {
    const letter = half[at] ?? '';
    if (isString) {
      if (letter === '\\') at += 1;
      else if (letter === '"') isString = false;
      continue;
    }
    if (letter === '"') isString = true;
    else if (letter === '{' || letter === '[') open.push(letter === '{' ? '}' : ']');
    else if (letter === '}' || letter === ']') open.pop();
    if (letter === ',' || letter === '}' || letter === ']') {
      lastWhole = letter === ',' ? at : at + 1;
      openAtLastWhole = [...open];
    }
  }
  return half.slice(0, lastWhole) + openAtLastWhole.toReversed().join('');
}

function objectFrom(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    // Not JSON after all; the caller looks further on in the answer.
    return null;
  }
}
