import { useNavigate } from '@tanstack/react-router';
import { BellOff, CheckCheck } from 'lucide-react';
import type { Notification } from '../../../src/contract/notification.ts';
import { call, keys, queryClient, useNotifications } from '../api/index.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { Button, ChannelIcon, classes, Skeleton, toastProblem } from '../ui/index.ts';
import { useNow } from '../shell/use-now.ts';
import { notificationMessages } from './messages.ts';

/** The alerts, newest first, each leading to where it can be dealt with. */
export function NotificationPanel({ onDone }: { onDone: () => void }) {
  const t = useMessages(notificationMessages);
  const { data, isError } = useNotifications();
  const navigate = useNavigate();
  if (isError) return <p className="py-4 text-sm text-danger">{t('failed')}</p>;
  if (data === undefined) return <Skeleton className="h-24" />;
  if (data.items.length === 0) {
    return (
      <p className="flex items-center gap-2 py-4 text-sm text-ink-soft">
        <BellOff size={16} aria-hidden="true" />
        {t('none')}
      </p>
    );
  }
  const follow = (item: Notification) => {
    void markRead([item]);
    onDone();
    if (item.postId !== null)
      void navigate({ to: '.', search: (old: object) => ({ ...old, post: item.postId }) as never });
    else if (item.accountId !== null) void navigate({ to: '/accounts' });
  };
  const waiting = data.items.filter((item) => item.readAt === null);
  return (
    <div className="flex flex-col gap-2">
      <ul className="-mx-1 flex max-h-[60vh] flex-col overflow-y-auto">
        {data.items.map((item) => (
          <li key={item.id}>
            <Line item={item} onPress={() => follow(item)} />
          </li>
        ))}
      </ul>
      {waiting.length === 0 ? null : (
        <Button
          small
          look="quiet"
          className="self-start"
          icon={<CheckCheck size={14} aria-hidden="true" />}
          onClick={() => void markRead(waiting)}
        >
          {t('markAll')}
        </Button>
      )}
    </div>
  );
}

function Line({ item, onPress }: { item: Notification; onPress: () => void }) {
  const t = useMessages(notificationMessages);
  const format = useFormat();
  const now = useNow();
  const unread = item.readAt === null;
  return (
    <button
      type="button"
      onClick={onPress}
      aria-label={`${item.message} ${format.relative(item.createdAt, now)}`}
      className="flex w-full gap-2.5 rounded-lg px-2 py-2 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
    >
      <span
        aria-hidden="true"
        className={classes('mt-1.5 size-2 shrink-0 rounded-full', unread ? 'bg-accent' : 'bg-transparent')}
      />
      <span className="min-w-0 flex-1">
        <span className={classes('block text-sm', unread ? 'font-medium text-ink' : 'text-ink-soft')}>
          {item.message}
        </span>
        <span className="mt-0.5 flex items-center gap-1.5 text-xs text-ink-faint">
          {item.channel === null ? null : <ChannelIcon channel={item.channel} size={12} named />}
          {format.relative(item.createdAt, now)}
          {item.resolvedAt === null ? null : <span className="font-medium text-ready">{t('resolved')}</span>}
          {item.postId === null && item.accountId !== null ? (
            <span className="font-medium text-accent-text">{t('account')}</span>
          ) : null}
          {item.postId === null ? null : <span className="font-medium text-accent-text">{t('open')}</span>}
        </span>
      </span>
    </button>
  );
}

async function markRead(items: readonly Notification[]): Promise<void> {
  try {
    await Promise.all(
      items.filter((item) => item.readAt === null).map(({ id }) => call('readNotification', { params: { id } })),
    );
  } catch (error) {
    toastProblem(error);
  }
  await queryClient.invalidateQueries({ queryKey: keys.notifications });
}
