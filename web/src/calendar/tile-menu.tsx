import { Menu as Base } from '@base-ui/react/menu';
import { CalendarClock, Check, Copy, ExternalLink, PencilLine, Sparkles, Trash2, X } from 'lucide-react';
import { CHANNEL_NAMES, classes, type MenuEntry } from '../ui/index.ts';
import { floating } from '../ui/floating.ts';
import { MenuLines } from '../ui/menu.tsx';
import { acceptProposed, dismissProposed } from '../proposals/decide.ts';
import { selection } from './selection.ts';
import { gravestEntry, type Tile } from './tiles.ts';
import { titleOf, type Say } from './tile-words.ts';
import { useActions, type Actions } from './use-actions.ts';

interface TileMenuProps {
  tile: Tile;
  say: Say;
  /** Where it was asked for, in the window; the tile itself when by the keyboard. */
  anchor: Element | { getBoundingClientRect: () => DOMRect };
  onClose: () => void;
}

/** A tile's own menu, opened by a right click, the menu key or a long press (tile-menu-events). */
export function TileMenu({ tile, say, anchor, onClose }: TileMenuProps) {
  const actions = useActions();
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={2}
          collisionPadding={8}
          className="z-60"
        >
          <Base.Popup
            aria-label={say.t('actionsFor', { title: titleOf(tile, say) })}
            className={classes(floating, 'min-w-52 p-1')}
          >
            <MenuLines items={tileMenuItems(tile, actions, say)} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** What can be done with one tile, as menu lines. */
export function tileMenuItems(tile: Tile, actions: Actions, say: Say): MenuEntry[] {
  const chosen = selection.get().has(tile.id);
  const live = tile.entries.flatMap(({ channel, permalink }) => (permalink === null ? [] : [{ channel, permalink }]));
  return [
    { kind: 'heading', label: titleOf(tile, say) },
    ...proposedItems(tile, say),
    { label: say.t('open'), icon: <PencilLine size={15} aria-hidden="true" />, onSelect: () => actions.open(tile) },
    {
      label: say.t('moveTo'),
      icon: <CalendarClock size={15} aria-hidden="true" />,
      onSelect: () => actions.ask({ kind: 'move', tile }),
    },
    {
      label: say.t(chosen ? 'unselect' : 'select'),
      icon: <Check size={15} aria-hidden="true" />,
      onSelect: () => selection.toggle(tile.id),
    },
    {
      label: say.t('duplicate'),
      icon: <Copy size={15} aria-hidden="true" />,
      onSelect: () => actions.duplicate([tile]),
    },
    ...live.map(({ channel, permalink }) => ({
      label: say.t('openOnPlatform', { channel: CHANNEL_NAMES[channel] }),
      icon: <ExternalLink size={15} aria-hidden="true" />,
      onSelect: () => window.open(permalink, '_blank', 'noopener'),
    })),
    { kind: 'line' },
    {
      label: say.t('delete'),
      icon: <Trash2 size={15} aria-hidden="true" />,
      danger: true,
      onSelect: () => actions.remove([tile]),
    },
  ];
}

/** The two answers to a proposed post. */
function proposedItems(tile: Tile, say: Say): MenuEntry[] {
  if (!gravestEntry(tile).proposed) return [];
  return [
    {
      label: say.t('acceptProposed'),
      icon: <Sparkles size={15} aria-hidden="true" />,
      onSelect: () => void acceptProposed([tile]),
    },
    {
      label: say.t('dismissProposed'),
      icon: <X size={15} aria-hidden="true" />,
      onSelect: () => void dismissProposed([tile], say),
    },
    { kind: 'line' },
  ];
}
