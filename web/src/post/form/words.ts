/** `#one, #two three` → `one`, `two`, `three`: hashtags travel without their sign and hold no blanks. */
export function readHashtags(text: string): string[] {
  return text
    .split(/[\s,#＃]+/u)
    .map((word) => word.replaceAll(/[@.!?;:]+$/gu, '').replace(/^@+/, ''))
    .filter((word) => word !== '' && !word.includes('@'))
    .map((word) => word.slice(0, 100));
}

/** Internal tags may hold blanks; commas and new lines part them. */
export function readTags(text: string): string[] {
  return text
    .split(/[,\n]+/)
    .map((tag) => tag.trim().slice(0, 40))
    .filter((tag) => tag !== '');
}

/** `@lucia, barro.y.luz` → usernames as the platforms write them; what cannot be one is left out. */
export function readUsernames(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((name) => name.replace(/^@+/, ''))
    .filter((name) => /^[A-Za-z0-9._]{1,30}$/.test(name));
}

/** The hashtags of earlier posts, those used most first. */
export function usedHashtags(posts: readonly { hashtags: readonly string[] }[]): string[] {
  const counts = new Map<string, { word: string; count: number }>();
  for (const word of posts.flatMap((post) => post.hashtags)) {
    const key = word.toLocaleLowerCase('und');
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { word, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count).map(({ word }) => word);
}
