import type { Channel } from '../../../src/contract/channel.ts';
import type { BulkShiftReport, Entry } from '../../../src/contract/entry.ts';
import { wordsForCode } from '../ui/index.ts';
import type { Tile } from './tiles.ts';

/** A line of the preview: a post, with those of its channels that fare alike. */
export interface PreviewLine {
  key: string;
  tile: Tile;
  channels: Channel[];
}

export interface MovedLine extends PreviewLine {
  from: string;
  to: string;
  note: string | undefined;
}

export interface RefusedLine extends PreviewLine {
  message: string;
}

export interface ShiftLines {
  moved: MovedLine[];
  refused: RefusedLine[];
}

/** The report by posts, as people count them: the entries of a post that fare alike are one line. */
export function shiftLines(report: BulkShiftReport, tiles: readonly Tile[]): ShiftLines {
  const owners = new Map(tiles.flatMap((tile) => tile.entries.map((entry) => [entry.id, { tile, entry }] as const)));
  const moved = new Map<string, MovedLine>();
  const refused = new Map<string, RefusedLine>();
  for (const { id, from, to, note } of report.moved)
    put(moved, owners.get(id), `${from} ${to}`, (line) => ({ ...line, from, to, note }));
  for (const { id, code, message } of report.refused) {
    const words = wordsForCode(code, message);
    put(refused, owners.get(id), words, (line) => ({ ...line, message: words }));
  }
  return { moved: [...moved.values()], refused: [...refused.values()] };
}

function put<L extends PreviewLine>(
  lines: Map<string, L>,
  owner: { tile: Tile; entry: Entry } | undefined,
  fate: string,
  make: (line: PreviewLine) => L,
): void {
  if (owner === undefined) return;
  const { tile, entry } = owner;
  const key = `${tile.id} ${fate}`;
  const known = lines.get(key);
  if (known === undefined) lines.set(key, make({ key, tile, channels: [entry.channel] }));
  else known.channels.push(entry.channel);
}
