import type { ErrorComponentProps } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { useMessages } from '../i18n/index.ts';
import { Button, EmptyState } from '../ui/index.ts';
import { shellMessages } from './messages.ts';

/** A bug of ours in one page; the rest of the client goes on. */
export function PageError({ reset }: ErrorComponentProps) {
  const t = useMessages(shellMessages);
  return (
    <main className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<CircleAlert size={22} aria-hidden="true" />}
        title={t('brokenTitle')}
        action={<Button onClick={reset}>{t('retry')}</Button>}
      >
        {t('brokenText')}
      </EmptyState>
    </main>
  );
}
