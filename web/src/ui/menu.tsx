import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classes } from './classes.ts';
import { floating, menuItem } from './floating.ts';

export interface MenuAction {
  kind?: 'action';
  label: string;
  icon?: ReactNode;
  onSelect: () => void;
  disabled?: boolean;
  danger?: boolean;
  /** Shown as the current one of a set. */
  checked?: boolean;
  /** Keys that do the same, for showing. */
  hint?: ReactNode;
}
export interface MenuHeading {
  kind: 'heading';
  label: string;
}
export interface MenuLine {
  kind: 'line';
}
export type MenuEntry = MenuAction | MenuHeading | MenuLine;

export interface MenuProps {
  trigger: ReactElement;
  items: readonly MenuEntry[];
  align?: 'start' | 'center' | 'end';
}

/** A list of actions opened from a button: arrows walk, Enter chooses, Escape closes. */
export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} collisionPadding={8} className="z-50">
          <Base.Popup className={classes(floating, 'min-w-52 p-1')}>
            <MenuLines items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The lines alone, for menus that open in another way. */
export function MenuLines({ items }: { items: readonly MenuEntry[] }) {
  return items.map((item, index) => <Line key={item.kind === 'line' ? index : item.label} item={item} />);
}

function Line({ item }: { item: MenuEntry }) {
  if (item.kind === 'line') return <Base.Separator className="mx-2 my-1 h-px bg-line" />;
  if (item.kind === 'heading')
    return <div className="truncate px-2.5 pt-1.5 pb-1 text-xs text-ink-faint">{item.label}</div>;
  return (
    <Base.Item
      onClick={item.onSelect}
      disabled={item.disabled ?? false}
      {...(item.checked === undefined ? {} : { role: 'menuitemradio', 'aria-checked': item.checked })}
      className={classes(menuItem, item.danger === true && 'text-danger')}
    >
      {item.icon}
      <span className="flex-1">{item.label}</span>
      {item.checked === true ? <Check size={14} aria-hidden="true" /> : item.hint}
    </Base.Item>
  );
}
