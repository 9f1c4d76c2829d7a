import { Link, useMatchRoute } from '@tanstack/react-router';
import { CalendarDays, Images, Settings, UsersRound } from 'lucide-react';
import { CHANNELS } from '../../../src/contract/channel.ts';
import { useMessages } from '../i18n/index.ts';
import { FilterPanel } from '../calendar/filter-panel.tsx';
import { shellMessages } from './messages.ts';
import { RailAccount } from './rail-account.tsx';
import { SandboxNote } from './sandbox-note.tsx';

export const PAGES = [
  { to: '/', name: 'calendar', icon: CalendarDays },
  { to: '/media', name: 'media', icon: Images },
  { to: '/accounts', name: 'accounts', icon: UsersRound },
  { to: '/settings', name: 'settings', icon: Settings },
] as const;

/** The left side of a wide screen: where to go, who is linked, what to show. */
export function Rail() {
  const t = useMessages(shellMessages);
  const onCalendar = useMatchRoute()({ to: '/' }) !== false;
  return (
    <aside className="hidden w-52 shrink-0 flex-col gap-5 overflow-y-auto border-r border-line bg-canvas px-3 py-4 lg:flex xl:w-60">
      <Link to="/" className="flex items-center gap-2.5 rounded-lg px-2">
        <img src="/punctual.svg" alt="" width={28} height={28} />
        <span className="font-serif text-2xl leading-none">Punctual</span>
      </Link>
      <nav aria-label={t('mainNavigation')} className="flex flex-col gap-0.5">
        {PAGES.map(({ to, name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ className: 'bg-hover text-ink font-medium' }}
            inactiveProps={{ className: 'text-ink-soft hover:bg-hover hover:text-ink' }}
            className="flex min-h-8.5 items-center gap-2.5 rounded-lg px-2 text-sm transition-colors"
          >
            <Icon size={17} aria-hidden="true" />
            {t(name)}
          </Link>
        ))}
      </nav>
      <section aria-label={t('accounts')} className="flex flex-col gap-1">
        {CHANNELS.map((channel) => (
          <RailAccount key={channel} channel={channel} />
        ))}
      </section>
      {onCalendar ? <FilterPanel /> : null}
      <SandboxNote />
    </aside>
  );
}
