import { Bell as BellIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useNotifications } from '../api/index.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { IconButton, Popover, Skeleton } from '../ui/index.ts';
import { notificationMessages } from './messages.ts';

const Panel = lazy(() => import('./panel.tsx').then((part) => ({ default: part.NotificationPanel })));

/** How many alerts wait, and the way to them. */
export function Bell() {
  const t = useMessages(notificationMessages);
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const unread = useNotifications().data?.unread ?? 0;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      title={t('title')}
      className="w-96"
      trigger={
        <IconButton label={unread === 0 ? t('bell') : t('unread', { count: unread })} className="relative">
          <BellIcon size={18} aria-hidden="true" />
          {unread === 0 ? null : (
            <span
              aria-hidden="true"
              className="absolute top-0.5 right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-accent"
            >
              {unread > 99 ? '99+' : format.number(unread)}
            </span>
          )}
        </IconButton>
      }
    >
      <Suspense fallback={<Skeleton className="h-24" />}>
        <Panel onDone={() => setOpen(false)} />
      </Suspense>
    </Popover>
  );
}
