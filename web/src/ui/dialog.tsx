import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useMessages } from '../i18n/index.ts';
import { classes } from './classes.ts';
import { IconButton } from './icon-button.tsx';
import { uiMessages } from './messages.ts';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** The title stays for screen readers only. */
  titleHidden?: boolean;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, at the foot; the last one is the one that does it. */
  footer?: ReactNode;
  /** `narrow` for a question, `wide` for a form, `full` for a workplace (the whole screen on phones). */
  size?: 'narrow' | 'wide' | 'full';
  /** What takes the focus on opening, instead of the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Where the focus goes on closing, instead of what had it before. */
  finalFocus?: RefObject<HTMLElement | null> | (() => HTMLElement | null);
  /** Clicks beside it do not close it. */
  modalOnly?: boolean;
  /** No cross to close it by: only what is inside ends it. */
  withoutClose?: boolean;
}

const SIZES = {
  narrow: 'sm:w-[28rem]',
  wide: 'sm:w-[42rem]',
  full: 'h-full sm:h-[min(56rem,calc(100dvh-3rem))] sm:w-[min(76rem,calc(100vw-3rem))]',
};

/** A window over the page: focus goes in, stays in, and comes back. Escape closes it. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, titleHidden = false, description, children, footer, size = 'narrow' } = props;
  const t = useMessages(uiMessages);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      disablePointerDismissal={props.modalOnly ?? false}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 flex items-end justify-center sm:items-center">
          <Base.Popup
            {...(props.initialFocus === undefined ? {} : { initialFocus: props.initialFocus })}
            {...(props.finalFocus === undefined ? {} : { finalFocus: props.finalFocus })}
            className={classes(
              'flex max-h-[100dvh] w-full flex-col overflow-hidden border border-line bg-surface shadow-float outline-none transition-[opacity,translate] duration-150 sm:max-h-[calc(100dvh-3rem)]',
              'data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0',
              size === 'full' ? 'sm:rounded-2xl' : 'rounded-t-2xl sm:rounded-2xl',
              SIZES[size],
            )}
          >
            <header className={titleHidden ? 'sr-only' : 'flex items-start gap-3 px-5 pt-4 pb-2'}>
              <div className="min-w-0 flex-1">
                <Base.Title className="text-xl leading-tight">{title}</Base.Title>
                {description === undefined ? null : (
                  <Base.Description className="mt-1 text-sm text-ink-soft">{description}</Base.Description>
                )}
              </div>
              {titleHidden || props.withoutClose === true ? null : (
                <Base.Close render={<IconButton label={t('close')} className="-mr-2" />}>
                  <X size={18} aria-hidden="true" />
                </Base.Close>
              )}
            </header>
            <div className={classes('min-h-0 flex-1 overflow-y-auto', !titleHidden && 'px-5 pt-1 pb-5')}>
              {children}
            </div>
            {footer === undefined ? null : (
              <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-5 py-3">
                {footer}
              </footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
