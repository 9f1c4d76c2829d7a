import { CHANNELS } from '../../../src/contract/channel.ts';
import { useAccounts } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { PageHead } from '../shell/toolbar.tsx';
import { Button, Skeleton, uiMessages, wordsForProblem } from '../ui/index.ts';
import { AccountCard } from './account-card.tsx';
import { LinkOutcome } from './link-outcome.tsx';
import { accountMessages } from './messages.ts';
import { ReachNote } from './reach-note.tsx';
import { NotLinkedCard } from './not-linked-card.tsx';

/** The linked accounts: who they are, whether their logins work, and on which clock they live. */
export function AccountsPage() {
  const t = useMessages(accountMessages);
  const ui = useMessages(uiMessages);
  const accounts = useAccounts();
  return (
    <>
      <PageHead title={t('title')} />
      <main id="content" className="min-h-0 flex-1 overflow-y-auto px-4 py-6">
        <LinkOutcome />
        <div className="mx-auto flex max-w-4xl flex-col gap-5">
          <p className="text-sm text-ink-soft">{t('intro')}</p>
          <ReachNote />
          {accounts.isError && accounts.data === undefined ? (
            <div className="flex items-center gap-3 text-sm text-danger">
              <p>
                {t('failed')} {wordsForProblem(accounts.error)}
              </p>
              <Button small onClick={() => void accounts.refetch()}>
                {ui('retry')}
              </Button>
            </div>
          ) : (
            <div className="grid items-start gap-4 md:grid-cols-2">
              {CHANNELS.map((channel) => {
                if (accounts.data === undefined) return <Skeleton key={channel} className="h-72 rounded-2xl" />;
                const account = accounts.data.find((known) => known.channel === channel);
                return account === undefined ? (
                  <NotLinkedCard key={channel} channel={channel} />
                ) : (
                  <AccountCard key={account.id} account={account} />
                );
              })}
            </div>
          )}
        </div>
      </main>
    </>
  );
}
