import type { InstagramPayload } from '../../../../src/contract/payload.ts';

export type UserTag = NonNullable<InstagramPayload['userTags']>[number];

/** instagram.md 5.2 and the payload's schema */
export const MOST_TAGS = 20;
const STEP = 0.02;

/** The tags with one more, at fractions of the picture; a name that is tagged already only moves. */
export function withTag(tags: readonly UserTag[], username: string, at: { x: number; y: number } | null): UserTag[] {
  const rest = tags.filter((tag) => tag.username.toLowerCase() !== username.toLowerCase());
  return [...rest, at === null ? { username } : { username, x: fraction(at.x), y: fraction(at.y) }].slice(0, MOST_TAGS);
}

export function withoutTag(tags: readonly UserTag[], username: string): UserTag[] {
  return tags.filter((tag) => tag.username !== username);
}

/** What an arrow key does to a marker; `null` for keys that do nothing. */
export function nudged(tag: UserTag, key: string): UserTag | null {
  const dx = key === 'ArrowRight' ? STEP : key === 'ArrowLeft' ? -STEP : 0;
  const dy = key === 'ArrowDown' ? STEP : key === 'ArrowUp' ? -STEP : 0;
  if (dx === 0 && dy === 0) return null;
  return { ...tag, x: fraction((tag.x ?? 0.5) + dx), y: fraction((tag.y ?? 0.5) + dy) };
}

function fraction(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
}
