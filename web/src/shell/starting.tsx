import { CloudOff } from 'lucide-react';
import { useMessages } from '../i18n/index.ts';
import { Button, EmptyState, Spinner, wordsForProblem } from '../ui/index.ts';
import { shellMessages } from './messages.ts';

/** Between the page and the first answer. */
export function Starting() {
  const t = useMessages(shellMessages);
  return (
    <main className="flex min-h-dvh items-center justify-center text-ink-faint" aria-busy="true">
      <Spinner size={24} />
      <span className="sr-only">{t('loading')}</span>
    </main>
  );
}

/** The very first question got no answer. */
export function ServerAway({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useMessages(shellMessages);
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={<CloudOff size={22} aria-hidden="true" />}
        title={t('awayTitle')}
        action={
          <Button look="primary" onClick={onRetry}>
            {t('retry')}
          </Button>
        }
      >
        {wordsForProblem(error)}
      </EmptyState>
    </main>
  );
}
