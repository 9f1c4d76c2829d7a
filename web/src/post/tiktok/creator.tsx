import { Info, TriangleAlert } from 'lucide-react';
import { useMessages } from '../../i18n/index.ts';
import { Avatar, Spinner } from '../../ui/index.ts';
import { IssueNotes } from '../fields/issue-notes.tsx';
import { usePostContext } from '../post-context.ts';
import { tiktokMessages } from './messages.ts';
import { useTiktok } from './use-tiktok.ts';

/** Which TikTok account this goes to, as TikTok names it right now (tiktok.md 11: U1, U2, U3). */
export function Creator() {
  const t = useMessages(tiktokMessages);
  const { account, payload, disabled } = useTiktok();
  const { freshness, said } = usePostContext().creator;
  if (account === null) return <p className="text-sm text-ink-soft">{t('noAccount')}</p>;
  const nickname = account.capabilities.nickname ?? account.displayName;
  const username = account.capabilities.username ?? account.username;
  return (
    <div data-place="tiktok.account" className="flex flex-col gap-2">
      <div className="flex items-center gap-2.5" data-creator>
        <Avatar name={nickname} url={account.avatarUrl} size={36} />
        <div className="min-w-0 flex-1 text-sm leading-tight">
          <p className="text-xs text-ink-faint">{t('postingAs')}</p>
          <p className="truncate font-semibold">{nickname}</p>
          <p className="truncate text-xs text-ink-soft">@{username}</p>
        </div>
        {freshness === 'asking' && !disabled ? (
          <span className="flex items-center gap-1.5 text-xs text-ink-faint" role="status">
            <Spinner size={13} />
            <span className="sr-only">{t('refreshing')}</span>
          </span>
        ) : null}
      </div>
      {freshness === 'refused' ? (
        <p role="alert" className="flex items-start gap-2 rounded-lg bg-danger-soft px-2.5 py-1.5 text-sm text-danger">
          <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" /> {said ?? t('suspended')}
        </p>
      ) : null}
      {freshness === 'failed' ? (
        <p className="flex items-start gap-2 text-xs text-ink-faint">
          <Info size={14} aria-hidden="true" className="shrink-0" /> {said ?? t('refreshFailed')}
        </p>
      ) : null}
      {account.standing === 'unaudited' && payload.mode === 'direct' ? (
        <p className="rounded-lg bg-sunken px-2.5 py-1.5 text-sm text-ink-soft">{t('unaudited')}</p>
      ) : null}
      <IssueNotes places={['tiktok.account']} />
    </div>
  );
}
