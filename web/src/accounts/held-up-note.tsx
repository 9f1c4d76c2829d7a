import { Link } from '@tanstack/react-router';
import { AlarmClockOff } from 'lucide-react';
import type { Account } from '../../../src/contract/account.ts';
import { useMessages } from '../i18n/index.ts';
import { buttonClasses } from '../ui/index.ts';
import { HeldUpActions } from './held-up-actions.tsx';
import { countPosts } from './held-up.ts';
import { accountMessages } from './messages.ts';
import { useHeldUp } from './use-held-up.ts';

/** Once an account works again: the posts it held up, and one press that reschedules them all (spec.md 5.1). */
export function HeldUpNote({ account }: { account: Account }) {
  const t = useMessages(accountMessages);
  const { channel } = account;
  const entries = useHeldUp(channel);
  if (entries.length === 0 || account.status !== 'ok') return null;
  const count = countPosts(entries);
  return (
    <div data-held-up={channel} className="flex gap-3 rounded-xl bg-warning-soft p-3 text-sm text-warning">
      <AlarmClockOff size={18} aria-hidden="true" className="mt-px shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div>
          <p className="font-medium">{t('heldUp', { count })}</p>
          <p className="text-xs">{t('heldUpText', { count })}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <HeldUpActions entries={entries} />
          <Link
            to="/"
            search={{ view: 'list', channel, readiness: 'needs_attention' }}
            className={buttonClasses('plain', true)}
          >
            {t('heldUpLook')}
          </Link>
        </div>
      </div>
    </div>
  );
}
