/** A run of text that both have, that only the old one has, or only the new one. */
export interface DiffPart {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Above this many words a side the table below would be larger than the reading is worth. */
const MOST_WORDS = 2500;

/** What changes from `before` to `after`, word by word. Put together, `same` and `new` are `after`, `same` and `gone` `before`. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [old, fresh] = [words(before), words(after)];
  if (Math.max(old.length, fresh.length) > MOST_WORDS) return joined([part('gone', before), part('new', after)]);
  const shared = sharedFrom(old, fresh);
  const width = fresh.length + 1;
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [was, is] = [old[i], fresh[j]];
    if (was !== undefined && was === is) {
      parts.push(part('same', was));
      [i, j] = [i + 1, j + 1];
    } else if (
      was !== undefined &&
      (is === undefined || (shared[(i + 1) * width + j] ?? 0) >= (shared[i * width + j + 1] ?? 0))
    ) {
      parts.push(part('gone', was));
      i += 1;
    } else if (is !== undefined) {
      parts.push(part('new', is));
      j += 1;
    }
  }
  return joined(parts);
}

/** Words with the blanks behind them, so that nothing is lost in putting them together again. */
function words(text: string): string[] {
  return text.match(/\s*\S+\s*?(?=\s|$)|\s+$/g) ?? [];
}

/** How many words two texts still share from each pair of places on: the longest common subsequence, backwards. */
function sharedFrom(old: readonly string[], fresh: readonly string[]): Uint16Array {
  const width = fresh.length + 1;
  const shared = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      shared[here] =
        old[i] === fresh[j]
          ? (shared[here + width + 1] ?? 0) + 1
          : Math.max(shared[here + width] ?? 0, shared[here + 1] ?? 0);
    }
  }
  return shared;
}

function part(kind: DiffPart['kind'], text: string): DiffPart {
  return { kind, text };
}

/** Neighbours of one kind made one, with a run of changes told as what goes, then what comes. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const runs: DiffPart[] = [];
  let [gone, fresh] = ['', ''];
  const flush = () => {
    if (gone !== '') runs.push(part('gone', gone));
    if (fresh !== '') runs.push(part('new', fresh));
    [gone, fresh] = ['', ''];
  };
  for (const { kind, text } of parts) {
    if (kind === 'gone') gone += text;
    else if (kind === 'new') fresh += text;
    else {
      flush();
      const last = runs.at(-1);
      if (last?.kind === 'same') last.text += text;
      else runs.push(part('same', text));
    }
  }
  flush();
  return runs;
}
