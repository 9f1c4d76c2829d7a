import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Spinner } from './spinner.tsx';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

const LOOKS: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover shadow-raised',
  plain: 'bg-surface text-ink border border-line-strong hover:bg-hover shadow-raised',
  quiet: 'text-ink-soft hover:bg-hover hover:text-ink',
  danger: 'bg-surface text-danger border border-line-strong hover:bg-danger-soft shadow-raised',
};

export interface ButtonProps extends ComponentProps<'button'> {
  look?: ButtonLook;
  small?: boolean;
  /** Shows a spinner and refuses clicks, keeping the width and the focus. */
  busy?: boolean;
  icon?: ReactNode;
}

export function buttonClasses(look: ButtonLook = 'plain', small = false): string {
  return classes(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-lg font-medium whitespace-nowrap select-none transition-colors',
    'disabled:opacity-55 aria-disabled:opacity-55',
    small ? 'min-h-7 px-2.5 text-xs' : 'min-h-9 px-3.5 text-sm',
    LOOKS[look],
  );
}

/** The one button. `look="primary"` at most once on a screen. */
export function Button({
  look = 'plain',
  small = false,
  busy = false,
  icon,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={classes(buttonClasses(look, small), className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
