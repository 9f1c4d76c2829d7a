import { Popover as Base } from '@base-ui/react/popover';
import { classes } from './classes.ts';
import { floating } from './floating.ts';
import type { PopoverProps } from './popover.tsx';

/** The popover itself; see popover.tsx. Without `open` it starts open, since it was loaded by being asked for. */
export function OpenPopover({
  trigger,
  title,
  label,
  children,
  open,
  onOpenChange,
  side = 'bottom',
  align = 'start',
  className,
}: PopoverProps) {
  return (
    <Base.Root
      {...(open === undefined ? { defaultOpen: true } : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange: (next: boolean) => onOpenChange(next) })}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            aria-label={label}
            className={classes(
              floating,
              'max-h-(--available-height) max-w-(--available-width) overflow-y-auto p-3',
              className,
            )}
          >
            {title === undefined ? null : <Base.Title className="mb-2 text-lg leading-tight">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
