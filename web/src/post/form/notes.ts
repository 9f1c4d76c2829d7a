import type { Channel } from '../../../../src/contract/channel.ts';
import type { Issue } from '../../../../src/contract/issue.ts';
import type { Place, PlacedIssue } from './places.ts';

/** One thing to say, and the channels it is said about. */
export interface Note {
  issue: Issue;
  channels: Channel[];
  place: Place;
}

/** The same word about both channels is one thing to do, and said once. */
export function saidOnce(placed: readonly PlacedIssue[]): Note[] {
  const notes = new Map<string, Note>();
  for (const { channel, issue, place } of placed) {
    const key = `${issue.code}|${issue.message}`;
    const known = notes.get(key);
    if (known === undefined) notes.set(key, { issue, channels: [channel], place });
    else known.channels.push(channel);
  }
  return [...notes.values()];
}
