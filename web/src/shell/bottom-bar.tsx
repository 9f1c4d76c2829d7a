import { Link } from '@tanstack/react-router';
import { useMessages } from '../i18n/index.ts';
import { shellMessages } from './messages.ts';
import { PAGES } from './rail.tsx';

/** Where to go, under the thumb; on screens without the rail. */
export function BottomBar() {
  const t = useMessages(shellMessages);
  return (
    <nav
      aria-label={t('mainNavigation')}
      className="grid grid-cols-4 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {PAGES.map(({ to, name, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ className: 'text-accent-text font-medium' }}
          inactiveProps={{ className: 'text-ink-soft' }}
          className="flex min-h-13 flex-col items-center justify-center gap-0.5 text-xs focus-visible:outline-offset-[-3px]"
        >
          <Icon size={19} aria-hidden="true" />
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
