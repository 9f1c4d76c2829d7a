import { TriangleAlert } from 'lucide-react';
import { memo, useState } from 'react';
import { Popover } from '../ui/index.ts';
import { useMoving } from './move-mode.ts';
import { countTroubled, withTroubles, type Say } from './tile-words.ts';
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
        {rest === 0 ? null : <More tiles={tiles} hidden={tiles.slice(SHOWN)} say={say} date={date} />}
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

/** The way to the tiles there is no room for. It says which of them need somebody: none may be overlooked here. */
function More({ tiles, hidden, say, date }: CellTilesProps & { hidden: readonly Tile[] }) {
  const rest = hidden.length;
  const troubled = countTroubled(hidden);
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
          aria-label={withTroubles(say.t('moreOf', { count: rest, date: day }), troubled, say)}
          className="flex w-full items-center gap-1 rounded-md px-1.5 py-1 text-left text-xs font-medium text-ink-soft hover:bg-hover hover:text-ink"
        >
          <span className="truncate">+{say.t('more', { count: rest })}</span>
          {troubled === 0 ? null : (
            <span
              aria-hidden="true"
              data-troubled={troubled}
              className="ml-auto inline-flex shrink-0 items-center gap-0.5 rounded bg-danger-soft px-1 text-danger tabular-nums"
            >
              <TriangleAlert size={11} />
              {say.format.number(troubled)}
            </span>
          )}
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
