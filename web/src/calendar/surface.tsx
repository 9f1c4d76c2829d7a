import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useStore } from '../api/store.ts';
import { toast } from '../ui/index.ts';
import { dropArea, pickUpRefused } from './drag.ts';
import { DropOverlay } from './drop-overlay.tsx';
import { handleKey } from './keys.ts';
import { refusalOf } from './move.ts';
import { stepPeriod, type Direction } from './period.ts';
import { useRovingFocus } from './roving.ts';
import { selection } from './selection.ts';
import { TileCard } from './tile-card.tsx';
import { titleOf, type Say } from './tile-words.ts';
import { useActions } from './use-actions.ts';
import { useCalendar, useCalendarAddress } from './use-calendar.ts';
import { useTileMenu } from './use-tile-menu.ts';
import { useScrollToNow } from './use-scroll-to-now.ts';

const TileMenu = lazy(() => import('./tile-menu.tsx').then((part) => ({ default: part.TileMenu })));

/** What tiles and cells stand on. It hears every click, key and drop for all of them. */
export function Surface({ say, children, foot }: { say: Say; children: ReactNode; foot?: ReactNode }) {
  const surface = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const calendar = useCalendar();
  const actions = useActions();
  const { change } = useCalendarAddress();
  useRovingFocus(grid);
  useScrollToNow(scroller, calendar);
  usePickUpRefusals(say);

  const turn = useEffectEvent((direction: Direction) =>
    change({ date: stepPeriod(calendar.view, calendar.date, direction).toString() }),
  );
  useEffect(() => {
    if (scroller.current === null) return undefined;
    return dropArea({
      scroller: scroller.current,
      judge: (tile, target) => refusalOf(tile, target, Date.now()),
      onDrop: ({ tile, target }) => {
        if (target.instant.epochMilliseconds !== tile.atMs) void actions.move(tile, target);
      },
      onTurn: (direction) => turn(direction),
    });
  }, [actions]);

  const { tiles, drafts } = calendar;
  const tileAt = useCallback(
    (target: EventTarget | null) => {
      const id = target instanceof Element ? target.closest<HTMLElement>('[data-tile]')?.dataset['tile'] : undefined;
      if (id === undefined) return null;
      return tiles.find((tile) => tile.id === id) ?? drafts.find((tile) => tile.id === id) ?? null;
    },
    [tiles, drafts],
  );
  const menu = useTileMenu(surface, tileAt);

  const onClick = (event: MouseEvent) => {
    const tile = tileAt(event.target);
    if (tile !== null) {
      if (event.shiftKey) selection.extendTo(tile.id, calendar.tiles);
      else if (event.ctrlKey || event.metaKey) selection.toggle(tile.id);
      else if (selection.get().size > 0) selection.toggle(tile.id);
      else actions.open(tile);
      return;
    }
    const cell = cellAt(event.target);
    if (cell === null) return;
    if (selection.get().size > 0) selection.clear();
    else actions.create(cell.date, cell.minutes);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const place =
      event.target instanceof HTMLElement
        ? (event.target.closest<HTMLElement>('[data-surface]') ?? grid.current)
        : null;
    if (place !== null) handleKey(event, { place, tileAt, cellAt, calendar, actions, change, say });
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- hears for its tiles and cells, which are focusable and named
    <div
      ref={surface}
      data-surface=""
      onClick={onClick}
      onKeyDown={onKeyDown}
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <p id="grid-help" hidden>
        {say.t('gridHelp')}
      </p>
      <div ref={scroller} data-scroller="" className="min-h-0 flex-1 overflow-auto overscroll-contain">
        <div
          ref={grid}
          data-turning={calendar.turning ? '' : undefined}
          className="relative flex min-h-full min-w-0 flex-col"
        >
          {children}
          <DropOverlay grid={grid} say={say} />
        </div>
      </div>
      {foot}
      <TileCard say={say} root={surface} tileAt={tileAt} />
      {menu.asked === null ? null : (
        <Suspense>
          <TileMenu tile={menu.asked.tile} anchor={menu.asked.anchor} say={say} onClose={menu.close} />
        </Suspense>
      )}
    </div>
  );
}

function cellAt(target: EventTarget | null): { date: Temporal.PlainDate; minutes: number | undefined } | null {
  if (!(target instanceof Element) || target.closest('[data-more], [role="dialog"], [role="menu"]') !== null)
    return null;
  const name = target.closest<HTMLElement>('[role="gridcell"][data-cell]')?.dataset['cell'];
  if (name === undefined) return null;
  const [day = '', hour] = name.split('T');
  return { date: Temporal.PlainDate.from(day), minutes: hour === undefined ? undefined : Number(hour) * 60 };
}

function usePickUpRefusals(say: Say): void {
  const refused = useStore(pickUpRefused);
  const tell = useEffectEvent((now: NonNullable<typeof refused>) =>
    toast({ text: say.t(`refused_${now.reason}`), look: 'note', detail: titleOf(now.tile, say) }),
  );
  useEffect(() => {
    if (refused === null) return;
    tell(refused);
    pickUpRefused.set(null);
  }, [refused]);
}
