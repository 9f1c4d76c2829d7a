import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useMessages } from '../i18n/index.ts';
import { buttonClasses, EmptyState } from '../ui/index.ts';
import { shellMessages } from './messages.ts';

export function NotFound() {
  const t = useMessages(shellMessages);
  return (
    <main className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<Compass size={22} aria-hidden="true" />}
        title={t('notFoundTitle')}
        action={
          <Link to="/" className={buttonClasses('primary')}>
            {t('toCalendar')}
          </Link>
        }
      >
        {t('notFoundText')}
      </EmptyState>
    </main>
  );
}
