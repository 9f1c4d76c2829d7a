import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export type Tone = 'neutral' | 'ready' | 'warning' | 'danger' | 'published' | 'progress' | 'accent';

export const TONES: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-soft',
  ready: 'bg-ready-soft text-ready',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  published: 'bg-published-soft text-published',
  progress: 'bg-progress-soft text-progress',
  accent: 'bg-accent-soft text-accent-text',
};

/** A word with a colour; always with words, so the colour is never alone. */
export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={classes('inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium', TONES[tone])}
    >
      {icon}
      {children}
    </span>
  );
}

/** Where something will stand. Decorative: announce loading elsewhere. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classes('animate-pulse rounded-md bg-line', className)} />;
}

/** A line across the page or a panel, about a state that lasts. */
export function Banner({
  tone,
  icon,
  children,
  action,
}: {
  tone: Tone;
  icon?: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      role="status"
      className={classes('flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2 text-sm', TONES[tone])}
    >
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}

/** What stands where nothing is yet: why, and the one thing to do. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-3 px-6 py-10 text-center">
      {icon === undefined ? null : (
        <div className="flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent-text">
          {icon}
        </div>
      )}
      <h2 className="text-xl">{title}</h2>
      {children === undefined ? null : <div className="text-sm text-ink-soft">{children}</div>}
      {action}
    </div>
  );
}

/** A key on a keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-w-5 items-center justify-center rounded border border-line-strong bg-sunken px-1 py-px font-sans text-xs text-ink-soft">
      {children}
    </kbd>
  );
}

export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}
