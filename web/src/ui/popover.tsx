import { cloneElement, lazy, Suspense, useState, type MouseEvent, type ReactElement, type ReactNode } from 'react';

export interface PopoverProps {
  /** A button. */
  trigger: ReactElement<{ onClick?: (event: MouseEvent) => void }>;
  title?: ReactNode;
  /** Its accessible name, where no title is shown. */
  label?: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: 'top' | 'right' | 'bottom' | 'left';
  align?: 'start' | 'center' | 'end';
  className?: string;
}

const OpenPopover = lazy(() => import('./open-popover.tsx').then((part) => ({ default: part.OpenPopover })));

/** Something small, opened from a button, beside it. Its machinery is downloaded when the first one is opened. */
export function Popover(props: PopoverProps) {
  const [asked, setAsked] = useState(props.open === true);
  const closed = cloneElement(props.trigger, {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onClick: () => {
      setAsked(true);
      props.onOpenChange?.(true);
    },
  } as object);
  if (!asked) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenPopover {...props} />
    </Suspense>
  );
}
