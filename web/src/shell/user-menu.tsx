import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Avatar, Popover, Skeleton } from '../ui/index.ts';
import { shellMessages } from './messages.ts';

const Choices = lazy(() => import('./user-choices.tsx').then((part) => ({ default: part.UserChoices })));

/** Who is signed in; behind it how the client looks, and the way out. */
export function UserMenu() {
  const t = useMessages(shellMessages);
  const me = useMe().data;
  const [open, setOpen] = useState(false);
  if (me === undefined) return null;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="w-60"
      label={t('userMenu', { name: me.name })}
      trigger={
        <button type="button" aria-label={t('userMenu', { name: me.name })} className="rounded-full p-0.5">
          <Avatar name={me.name} url={null} size={30} />
        </button>
      }
    >
      <Suspense fallback={<Skeleton className="h-40" />}>
        <Choices me={me} onDone={() => setOpen(false)} />
      </Suspense>
    </Popover>
  );
}
