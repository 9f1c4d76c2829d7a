import { AlarmClockOff } from 'lucide-react';
import { useMessages } from '../i18n/index.ts';
import { Banner } from '../ui/index.ts';
import { HeldUpActions } from './held-up-actions.tsx';
import { countPosts } from './held-up.ts';
import { accountMessages } from './messages.ts';
import { useHeldUp } from './use-held-up.ts';

/** Above the calendar while posts of any period wait for a new time. */
export function HeldUpBanner() {
  const t = useMessages(accountMessages);
  const entries = useHeldUp();
  if (entries.length === 0) return null;
  const count = countPosts(entries);
  return (
    <div data-held-up="all" className="border-b border-line">
      <Banner
        tone="warning"
        icon={<AlarmClockOff size={16} aria-hidden="true" />}
        action={
          <span className="flex flex-wrap gap-2">
            <HeldUpActions entries={entries} />
          </span>
        }
      >
        <strong className="font-medium">{t('heldUp', { count })}.</strong>{' '}
        <span className="max-sm:hidden">{t('heldUpText', { count })}</span>
      </Banner>
    </div>
  );
}
