import { draggable } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { Check, Film, Image } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { ChannelIcon, classes, LOOKS, lookOf, ReadinessIcon, TONES } from '../ui/index.ts';
import { tileDrag } from './drag.ts';
import { useIsSelected } from './selection.ts';
import { ghost, solid } from './ghost.ts';
import { gravestEntry, sameTile, type Tile } from './tiles.ts';
import { spokenTile, stateWords, timeOf, titleOf, type Say } from './tile-words.ts';

interface TileProps {
  tile: Tile;
  say: Say;
  /** `row` has room to spare: lists and phones. */
  shape?: 'cell' | 'row';
  /** The one of its list that Tab stops at; the grid chooses its own (roving.ts). */
  first?: boolean;
  /** Where there is no pointer to drag with. */
  still?: boolean;
}

/**
 * One post at one time. It listens to nothing itself: clicks, keys and hovering are heard by the surface around it, so
 * that thousands of tiles cost no thousands of handlers.
 */
export const TileView = memo(
  function TileView({ tile, say, shape = 'cell', first = false, still = false }: TileProps) {
    const element = useRef<HTMLDivElement>(null);
    const selected = useIsSelected(tile.id);
    useEffect(() => {
      if (element.current === null || still) return undefined;
      return draggable(tileDrag(element.current, tile));
    }, [tile, still]);

    const gravest = gravestEntry(tile);
    const spoken = spokenTile(tile, say);
    const row = shape === 'row';
    return (
      <div
        ref={element}
        role="button"
        tabIndex={first ? 0 : -1}
        data-tile={tile.id}
        data-entry-id={tile.id}
        data-state={gravest.state}
        data-readiness={gravest.readiness}
        data-proposed={gravest.proposed || undefined}
        aria-keyshortcuts="m"
        aria-label={selected ? `${spoken}, ${say.t('selected')}` : spoken}
        className={classes(
          'content-auto @container relative w-full shrink-0 cursor-pointer overflow-hidden rounded-lg border text-left transition-[border-color,box-shadow] select-none hover:border-control hover:shadow-float',
          gravest.proposed ? ghost : solid,
          selected ? 'border-accent ring-2 ring-accent ring-inset' : !gravest.proposed && 'border-line-strong',
          gravest.state === 'draft' && 'border-dashed',
          row ? 'p-2' : 'p-1',
          // Room for the menu button that stands on it.
          row && still && 'pr-12',
        )}
      >
        <div
          className={
            row
              ? 'grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 @md:grid-cols-[auto_minmax(0,1fr)_auto] @md:gap-x-4'
              : ''
          }
        >
          <div className={row ? 'contents' : 'flex min-w-0 items-center gap-1.5'}>
            <Thumbnail tile={tile} row={row} />
            <div className="min-w-0 flex-1">
              {/* Where there is too little room for both, the time is read and the channels are cut. */}
              <div className="flex items-center gap-1 overflow-hidden text-xs text-ink-soft">
                <span className={classes('font-medium tabular-nums', tile.atMs === null ? 'truncate' : 'shrink-0')}>
                  {timeOf(tile, say)}
                </span>
                <span className={classes('flex shrink-0 gap-1 @max-[7rem]:gap-0.5', row ? 'ml-1' : 'ml-auto')}>
                  {tile.entries.map((entry) => (
                    <ChannelIcon key={entry.id} channel={entry.channel} size={13} />
                  ))}
                </span>
              </div>
              <div className={classes('truncate leading-snug text-ink', row ? 'text-sm' : 'text-xs')}>
                {titleOf(tile, say)}
              </div>
            </div>
          </div>
          <StateLine tile={tile} say={say} row={row} />
        </div>
        {selected ? (
          <span className="absolute top-1 left-1 flex size-4 items-center justify-center rounded bg-accent text-on-accent">
            <Check size={12} strokeWidth={3} aria-hidden="true" />
          </span>
        ) : null}
      </div>
    );
  },
  (before, after) =>
    sameTile(before.tile, after.tile) &&
    before.say === after.say &&
    before.shape === after.shape &&
    before.first === after.first &&
    before.still === after.still,
);

/** The badge: what the tile's gravest entry says, in a word, a sign and a colour. */
function StateLine({ tile, say, row }: { tile: Tile; say: Say; row: boolean }) {
  const gravest = gravestEntry(tile);
  const look = lookOf(gravest);
  return (
    <div
      className={classes(
        'mt-1 flex items-center gap-1 rounded px-1 text-[0.6875rem] leading-4.5 font-medium',
        TONES[LOOKS[look].tone],
        row
          ? 'col-start-2 w-fit max-w-full @md:col-start-3 @md:mt-0 @md:px-2 @md:py-0.5 @md:text-xs'
          : '@max-[7rem]:gap-0.5 @max-[7rem]:px-0.5 @max-[7rem]:tracking-tight',
      )}
    >
      <ReadinessIcon look={look} size={12} />
      <span className="truncate">{stateWords(gravest, say)}</span>
    </div>
  );
}

function Thumbnail({ tile, row }: { tile: Tile; row: boolean }) {
  const shape = classes(
    'shrink-0 rounded-md object-cover',
    row ? 'row-span-2 size-11 self-start @md:row-span-1' : 'size-8 @max-[7rem]:size-6',
    tile.entries.every((entry) => entry.state === 'published') && 'opacity-70',
  );
  if (tile.thumbnailUrl === null) {
    const isEmpty = tile.entries.some((entry) => entry.issues.some((issue) => issue.code === 'media_none'));
    const Icon = isEmpty ? Image : Film;
    return (
      <span
        aria-hidden="true"
        className={classes(
          shape,
          'flex items-center justify-center border border-line-strong bg-sunken text-ink-faint',
          isEmpty && 'border-dashed',
        )}
      >
        {/* A video that came through the API has no still picture until somebody looks at it. */}
        <Icon size={row ? 16 : 13} strokeWidth={1.5} />
      </span>
    );
  }
  return <img src={tile.thumbnailUrl} alt="" loading="lazy" decoding="async" draggable={false} className={shape} />;
}
