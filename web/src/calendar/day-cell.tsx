import { memo, useState } from 'react';
import { Popover } from '../ui/index.ts';
import { useMoving } from './move-mode.ts';
import type { Say } from './tile-words.ts';
import { sameTile, type Tile } from './tiles.ts';
import { TileView } from './tile.tsx';

/** One more than this many still fits where "+1 more" would stand. */
const SHOWN = 3;

interface CellTilesProps {
  tiles: readonly Tile[];
  say: Say;
  date: Temporal.PlainDate;
}

/** A cell's tiles: a few, and a way to the rest. */
export const CellTiles = memo(
  function CellTiles({ tiles, say, date }: CellTilesProps) {
    const shown = tiles.length <= SHOWN + 1 ? tiles : tiles.slice(0, SHOWN);
    const rest = tiles.length - shown.length;
    return (
      <>
        {shown.map((tile) => (
          <TileView key={tile.id} tile={tile} say={say} />
        ))}
        {rest === 0 ? null : <More tiles={tiles} rest={rest} say={say} date={date} />}
      </>
    );
  },
  (before, after) =>
    before.say === after.say &&
    before.tiles.length === after.tiles.length &&
    before.tiles.every((tile, index) => {
      const other = after.tiles[index];
      return other !== undefined && tile.id === other.id && sameTile(tile, other);
    }),
);

function More({ tiles, rest, say, date }: CellTilesProps & { rest: number }) {
  const day = say.format.plainDate(date, 'weekdayDate');
  const [open, setOpen] = useState(false);
  // Whoever picked a tile up in here has to see the grid to put it down.
  const moving = useMoving() !== null;
  return (
    <Popover
      title={day}
      open={open && !moving}
      onOpenChange={setOpen}
      align="center"
      className="w-72"
      trigger={
        <button
          type="button"
          tabIndex={-1}
          data-more=""
          aria-label={say.t('moreOf', { count: rest, date: day })}
          className="w-full rounded-md px-1.5 py-1 text-left text-xs font-medium text-ink-soft hover:bg-hover hover:text-ink"
        >
          +{say.t('more', { count: rest })}
        </button>
      }
    >
      <div data-steps-aside="" className="flex max-h-96 flex-col gap-1 overflow-y-auto p-0.5">
        {tiles.map((tile, index) => (
          <TileView key={tile.id} tile={tile} say={say} shape="row" first={index === 0} />
        ))}
      </div>
    </Popover>
  );
}
