const LONGEST_NAME = 200;

/**
 * A file's name as it may be shown: without folders, control characters, and the invisible marks that make text run
 * backwards or hide letters (`photo‮gpj.exe`). It is only ever shown; nothing on disk is named after it.
 */
export function displayName(given: string | null | undefined, fallback: string): string {
  const bare = (given ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = bare
    .normalize('NFC')
    // Cc: controls. Cf: direction marks, zero-width letters, byte order marks. Cs and Co: broken or private letters.
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (clean === '' || /^\.+$/.test(clean)) return fallback;
  return clean.length <= LONGEST_NAME ? clean : shortened(clean);
}

/** Keeps the extension: it is what a person looks for at the end. */
function shortened(name: string): string {
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  // Half a letter outside the basic plane at the cut would not be text any more.
  const start = name.slice(0, LONGEST_NAME - extension.length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}…${extension}`;
}
