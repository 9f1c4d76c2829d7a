import type { Entry } from '../../../src/contract/entry.ts';
import type { Format, Translate } from '../i18n/index.ts';
import { CHANNEL_NAMES } from '../ui/channel-icon.tsx';
import { LOOKS, lookOf } from '../ui/readiness-badge.tsx';
import type { uiMessages } from '../ui/messages.ts';
import type { calendarMessages } from './messages.ts';
import { gravestEntry, type Tile } from './tiles.ts';

export interface Say {
  t: Translate<typeof calendarMessages.en>;
  ui: Translate<typeof uiMessages.en>;
  format: Format;
}

export function titleOf(tile: Tile, say: Say): string {
  return tile.title.trim() === '' ? say.t('untitled') : tile.title;
}

/** "10:05", on the account's wall. */
export function timeOf(tile: Tile, say: Say): string {
  return tile.atMs === null ? say.t('noTime') : say.format.instant(tile.atMs, tile.timezone, 'time');
}

export function dateTimeOf(tile: Tile, say: Say): string {
  return tile.atMs === null ? say.t('noTime') : say.format.instant(tile.atMs, tile.timezone, 'dateTime');
}

/** The badge's words: the readiness (and that it is a draft), or how far the retries are ("Retrying at 10:05, 1 of 3"). */
export function stateWords(entry: Entry, say: Say): string {
  const look = lookOf(entry);
  if (look === 'retrying' && entry.job !== null && entry.job.nextAttemptAt !== null) {
    const time = say.format.instant(entry.job.nextAttemptAt, entry.timezone, 'time');
    return say.t('retryingAt', { time, attempt: Math.max(1, entry.job.attemptCount) });
  }
  return entry.state === 'draft' && look !== 'draft' && look !== 'proposed'
    ? `${say.ui('draft')} · ${say.ui(look)}`
    : say.ui(look);
}

/** Whether the tile's badge warns: somebody has to do something before this goes out. */
function isTroubled(tile: Tile): boolean {
  const { tone } = LOOKS[lookOf(gravestEntry(tile))];
  return tone === 'danger' || tone === 'warning';
}

export function countTroubled(tiles: readonly Tile[]): number {
  return tiles.filter(isTroubled).length;
}

/** "Thursday 3 December, 4 posts, 2 with problems": a day or a part of one, for those who hear it. */
export function withTroubles(words: string, count: number, say: Say): string {
  return count === 0 ? words : `${words}, ${say.t('troubled', { count })}`;
}

/** All a tile says, in one sentence, for those who hear it: time, title, channels, state and its first reason. */
export function spokenTile(tile: Tile, say: Say): string {
  const gravest = gravestEntry(tile);
  const channels = tile.entries.map((entry) => CHANNEL_NAMES[entry.channel]);
  const reason = gravest.issues[0]?.message;
  return [timeOf(tile, say), titleOf(tile, say), say.format.list(channels), stateWords(gravest, say), reason]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
}
