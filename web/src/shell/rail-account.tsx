import type { Channel } from '../../../src/contract/channel.ts';
import { useAccounts, useMe } from '../api/index.ts';
import { startLinking } from '../accounts/start-linking.ts';
import { useMessages } from '../i18n/index.ts';
import { Avatar, Button, CHANNEL_NAMES, ChannelIcon, Skeleton } from '../ui/index.ts';
import { shellMessages } from './messages.ts';

/** A channel's account in the rail: who it is and whether it works, or how to link one. */
export function RailAccount({ channel }: { channel: Channel }) {
  const t = useMessages(shellMessages);
  const accounts = useAccounts();
  const me = useMe();
  if (accounts.isPending) return <Skeleton className="h-11" />;
  const account = accounts.data?.find((known) => known.channel === channel);
  const link = (label: string) => (
    <Button small onClick={() => void startLinking(channel)}>
      {label}
      <span className="sr-only"> {CHANNEL_NAMES[channel]}</span>
    </Button>
  );
  if (account === undefined) {
    return (
      <div className="flex items-start gap-2.5 px-2 py-1.5">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-sunken text-ink-faint">
          <ChannelIcon channel={channel} />
        </span>
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm">{CHANNEL_NAMES[channel]}</p>
          <p className="truncate text-xs text-ink-faint">{t('notLinked')}</p>
          {me.data?.features.channels.includes(channel) === true ? <div className="mt-1">{link(t('link'))}</div> : null}
        </div>
      </div>
    );
  }
  const well = account.status === 'ok' && account.missingScopes.length === 0;
  const words = account.status === 'ok' && !well ? t('missingScopes') : t(`status_${account.status}`);
  return (
    <div className="flex items-start gap-2.5 px-2 py-1.5">
      <span className="relative">
        <Avatar name={account.displayName} url={account.avatarUrl} />
        <span className="absolute -right-1 -bottom-1 flex size-4.5 items-center justify-center rounded-full bg-canvas text-ink-soft">
          <ChannelIcon channel={channel} size={13} named />
        </span>
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm">{account.displayName}</p>
        <p className={well ? 'truncate text-xs text-ready' : 'truncate text-xs font-medium text-danger'}>{words}</p>
        {well ? null : <div className="mt-1">{link(t('relink'))}</div>}
      </div>
    </div>
  );
}
