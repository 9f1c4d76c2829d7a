import type { ComponentProps } from 'react';
import { classes } from './classes.ts';

export const controlClasses =
  'w-full rounded-lg border border-control bg-surface px-3 text-sm text-ink transition-colors hover:border-ink-faint aria-invalid:border-danger disabled:bg-sunken disabled:text-ink-faint';

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" dir="auto" {...rest} className={classes(controlClasses, 'h-9', className)} />;
}

/** What is written in it runs the way its language does. Grows with its content between `rows` and the height its class allows. */
export function TextArea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      dir="auto"
      {...rest}
      className={classes(
        controlClasses,
        'field-sizing-content max-h-96 resize-y py-2 leading-relaxed read-only:resize-none read-only:bg-sunken',
        className,
      )}
    />
  );
}
