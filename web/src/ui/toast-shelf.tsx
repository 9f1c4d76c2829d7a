import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useMessages } from '../i18n/index.ts';
import { buttonClasses } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { uiMessages } from './messages.ts';
import type { ToastInput } from './toast.tsx';

/** Long enough to read and to reach the button; undo itself lives longer on the server. */
const SHOWN_MS = 6000;
const SHOWN_WITH_ACTION_MS = 10_000;

const manager = Base.createToastManager<{ look: NonNullable<ToastInput['look']> }>();

function add({ text, look = 'done', detail, action }: ToastInput): void {
  const id = manager.add({
    title: text,
    ...(detail === undefined ? {} : { description: detail }),
    priority: look === 'wrong' ? 'high' : 'low',
    timeout: action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS,
    data: { look },
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              manager.close(id);
              action.run();
            },
          },
        }),
  });
}

const ICONS: Record<NonNullable<ToastInput['look']>, ReactNode> = {
  done: <CircleCheck size={18} aria-hidden="true" className="text-ready" />,
  wrong: <CircleAlert size={18} aria-hidden="true" className="text-danger" />,
  note: <Info size={18} aria-hidden="true" className="text-published" />,
};

/** Where toasts appear: on wide screens over the rail, where they hide no tile. Takes over from the waiting line in toast.tsx once it is there. */
export function ToastShelf({ onReady }: { onReady: (show: (input: ToastInput) => void) => void }) {
  useEffect(() => onReady(add), [onReady]);
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-3 bottom-20 z-70 mx-auto flex max-w-md flex-col gap-2 sm:right-6 sm:bottom-16 sm:left-auto sm:w-96 lg:right-auto lg:bottom-3 lg:left-2 lg:w-48 xl:w-56">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Toasts() {
  const t = useMessages(uiMessages);
  const { toasts } = Base.useToastManager<{ look: NonNullable<ToastInput['look']> }>();
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      // Not a dialog, as it would say by itself: it takes no focus and ends alone.
      role="group"
      aria-modal={undefined}
      aria-hidden={undefined}
      className="rounded-xl border border-line bg-surface shadow-float transition-[opacity,translate] duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-2 py-2 pr-1.5 pl-3">
        <span className="mt-1.5">{ICONS[item.data?.look ?? 'done']}</span>
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5 py-1">
          <div className="min-w-28 flex-1">
            <Base.Title className="font-sans text-sm font-medium tracking-normal" render={<p />} />
            <Base.Description className="mt-0.5 text-xs break-words text-ink-soft" />
          </div>
          {item.actionProps === undefined ? null : <Base.Action className={buttonClasses('plain', true)} />}
        </div>
        {/* Reachable at any time, not only once focus is among the toasts: so it is not hidden from anybody. */}
        <Base.Close aria-hidden={undefined} render={<IconButton label={t('dismiss')} small />}>
          <X size={16} aria-hidden="true" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
