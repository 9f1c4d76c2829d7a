import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** What it does, for those who do not see the icon and for the tooltip. */
  label: string;
  bordered?: boolean;
  small?: boolean;
}

/** A button that is only an icon: 36 px (28 when small), named, with its name as tooltip. */
export function IconButton({ label, bordered = false, small = false, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...tooltip(label)}
      {...rest}
      aria-label={label}
      className={classes(
        'inline-flex shrink-0 items-center justify-center rounded-lg text-ink-soft transition-colors hover:bg-hover hover:text-ink disabled:opacity-50',
        small ? 'size-7' : 'size-9',
        bordered && 'border border-line-strong bg-surface shadow-raised',
        className,
      )}
    />
  );
}
