/** What any page's address may carry: the open post, and for a new one its time and files. */
export interface ShellSearch {
  /** A post's id, or `new`. */
  post?: string;
  /** The instant a new post starts at. */
  at?: string;
  /** Ids of the files a new post starts with, joined by commas. */
  assets?: string;
}

export function parseShellSearch(search: Record<string, unknown>): ShellSearch {
  return textsOf(search, ['post', 'at', 'assets']);
}

/** Those of `names` that hold a text worth keeping. */
export function textsOf<N extends string>(search: Record<string, unknown>, names: readonly N[]): { [K in N]?: string } {
  const kept: { [K in N]?: string } = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') kept[name] = value;
  }
  return kept;
}

/** Addresses are plain `?name=text`, so that they can be read, written by hand, and linked from mails. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
