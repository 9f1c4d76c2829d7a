import { CircleCheck, EllipsisVertical, TriangleAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Account } from '../../../src/contract/account.ts';
import { READINESSES } from '../../../src/contract/issue.ts';
import { durationText } from '../../../src/domain/media-text.ts';
import { call, keys, queryClient } from '../api/index.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import {
  Avatar,
  Badge,
  Button,
  CHANNEL_NAMES,
  ChannelIcon,
  classes,
  ConfirmDialog,
  IconButton,
  LOOKS,
  Menu,
  ReadinessIcon,
  toast,
  toastProblem,
  uiMessages,
} from '../ui/index.ts';
import { useNow } from '../shell/use-now.ts';
import { HeldUpNote } from './held-up-note.tsx';
import { accountMessages } from './messages.ts';
import { startLinking } from './start-linking.ts';
import { TimeZoneField } from './time-zone-field.tsx';
import { ToleranceField } from './tolerance-field.tsx';

type Question = 'unlink' | 'replace' | null;

export function AccountCard({ account }: { account: Account }) {
  const t = useMessages(accountMessages);
  const [question, setQuestion] = useState<Question>(null);
  const [busy, setBusy] = useState(false);
  const channel = CHANNEL_NAMES[account.channel];
  const well = account.status === 'ok' && account.missingScopes.length === 0;

  const link = async (replace: boolean) => {
    setBusy(true);
    await startLinking(account.channel, replace);
    setBusy(false);
  };
  const unlink = async () => {
    setBusy(true);
    try {
      await call('deleteAccount', { params: { id: account.id } });
      toast({ text: t('unlinked', { name: account.displayName }) });
    } catch (error) {
      toastProblem(error);
    }
    setQuestion(null);
    setBusy(false);
    await queryClient.invalidateQueries({ queryKey: keys.accounts });
    await queryClient.invalidateQueries({ queryKey: keys.entries.all });
  };

  return (
    <section
      aria-label={channel}
      className="flex min-w-0 flex-col gap-4 rounded-2xl border border-line bg-surface p-5 shadow-raised"
    >
      <header className="flex items-center gap-3">
        <Avatar name={account.displayName} url={account.avatarUrl} size={44} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-xl leading-tight">{account.displayName}</h2>
          <p className="flex items-center gap-1.5 text-sm text-ink-soft">
            <ChannelIcon channel={account.channel} size={14} />
            <span className="truncate">
              {channel} · @{account.username}
            </span>
          </p>
        </div>
        <Menu
          trigger={
            <IconButton label={t('more', { channel })}>
              <EllipsisVertical size={18} aria-hidden="true" />
            </IconButton>
          }
          items={[
            { label: t('relink'), onSelect: () => void link(false) },
            { label: t('linkOther'), onSelect: () => setQuestion('replace') },
            { kind: 'line' },
            { label: t('unlink'), danger: true, onSelect: () => setQuestion('unlink') },
          ]}
        />
      </header>
      <Standing
        account={account}
        well={well}
        action={
          <Button
            small
            className="self-start"
            look={well ? 'plain' : 'primary'}
            busy={busy}
            onClick={() => void link(false)}
          >
            {t('relink')}
          </Button>
        }
      />
      <HeldUpNote account={account} />
      <Facts account={account} />
      <TimeZoneField account={account} />
      <ToleranceField account={account} />
      <ConfirmDialog
        open={question === 'unlink'}
        danger
        busy={busy}
        onClose={() => setQuestion(null)}
        onConfirm={() => void unlink()}
        title={t('unlinkTitle', { name: account.displayName })}
        confirmLabel={t('unlink')}
      >
        <p>{t('unlinkText')}</p>
        {account.channel === 'ig' ? <p className="mt-2">{t('unlinkInstagram')}</p> : null}
      </ConfirmDialog>
      <ConfirmDialog
        open={question === 'replace'}
        busy={busy}
        onClose={() => setQuestion(null)}
        onConfirm={() => void link(true)}
        title={t('linkOtherTitle', { channel })}
        confirmLabel={t('link', { channel })}
      >
        <p>{t('linkOtherText', { name: account.displayName })}</p>
        {account.channel === 'tiktok' ? <p className="mt-2">{t('otherTiktok')}</p> : null}
      </ConfirmDialog>
    </section>
  );
}

/** Whether the login works, until when, and what the app may do; the way to repair it beside it. */
function Standing({ account, well, action }: { account: Account; well: boolean; action: ReactNode }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const now = useNow();
  const Icon = well ? CircleCheck : TriangleAlert;
  const ends = account.expiresAt === null ? null : format.relative(account.expiresAt, now);
  const over = account.expiresAt !== null && Date.parse(account.expiresAt) < now;
  const isLost = account.status !== 'ok';
  const until =
    ends !== null && over
      ? t('ended', { when: ends })
      : isLost
        ? t('lost')
        : ends === null
          ? null
          : t(account.refreshable ? 'refreshes' : 'ends', { when: ends });
  return (
    <div
      className={classes(
        'flex gap-3 rounded-xl p-3 text-sm',
        well ? 'bg-ready-soft text-ready' : 'bg-danger-soft text-danger',
      )}
    >
      <Icon size={18} aria-hidden="true" className="mt-px shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="font-medium">{t(isLost || well ? `status_${account.status}` : 'incomplete')}</p>
        {account.missingScopes.length === 0 ? null : (
          <p className="text-xs wrap-anywhere">{t('missingScopes', { scopes: format.list(account.missingScopes) })}</p>
        )}
        {until === null ? null : <p className="text-xs">{until}</p>}
      </div>
      {action}
    </div>
  );
}

/** What the platform said of the account, and how its coming posts stand. */
function Facts({ account }: { account: Account }) {
  const t = useMessages(accountMessages);
  const ui = useMessages(uiMessages);
  const format = useFormat();
  const { quotaTotal, quotaUsed, quotaDurationSeconds, maxVideoDurationSeconds } = account.capabilities;
  const limits = [
    quotaTotal === undefined || quotaUsed === undefined
      ? null
      : t('quota', { used: quotaUsed, total: quotaTotal, hours: Math.round((quotaDurationSeconds ?? 86_400) / 3600) }),
    maxVideoDurationSeconds === undefined
      ? null
      : t('longestVideo', { length: durationText(maxVideoDurationSeconds * 1000) }),
    account.capabilities.private === true ? t('privateAccount') : null,
  ].filter((text) => text !== null);
  const now = useNow();
  const { suspendedUntil } = account;
  const suspended = suspendedUntil !== null && Date.parse(suspendedUntil) > now ? suspendedUntil : null;
  const coming = READINESSES.filter((name) => name !== 'published' && (account.readiness[name] ?? 0) > 0);
  return (
    <div className="flex flex-col gap-2 text-sm">
      {suspended === null ? null : (
        <p className="rounded-lg bg-warning-soft px-2.5 py-1.5 text-warning">
          {t('suspended', {
            channel: CHANNEL_NAMES[account.channel],
            when: format.instant(suspended, account.timezone, 'dateTime'),
          })}
        </p>
      )}
      <p className="text-ink-soft">{t(`standing_${account.standing}`)}</p>
      {limits.length === 0 ? null : <p className="text-xs text-ink-faint">{limits.join(' · ')}</p>}
      {coming.length === 0 ? null : (
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-xs text-ink-faint">{t('comingTitle')}</span>
          {coming.map((name) => (
            <Badge key={name} tone={LOOKS[name].tone} icon={<ReadinessIcon look={name} />}>
              {format.number(account.readiness[name] ?? 0)} {ui(name)}
            </Badge>
          ))}
        </div>
      )}
    </div>
  );
}
