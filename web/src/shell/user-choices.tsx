import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import type { Me } from '../../../src/contract/me.ts';
import { signOut } from '../api/auth.ts';
import { useMessages } from '../i18n/index.ts';
import { forgetAllUploads } from '../media/uploads/kept-files.ts';
import { classes, toastProblem } from '../ui/index.ts';
import { shellMessages } from './messages.ts';
import { setTheme, THEMES, useTheme } from './theme.ts';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };
const LINE =
  'flex min-h-8.5 w-full items-center gap-2.5 rounded-lg px-2 text-left text-sm text-ink-soft hover:bg-hover hover:text-ink';

export function UserChoices({ me, onDone }: { me: Me; onDone: () => void }) {
  const t = useMessages(shellMessages);
  const theme = useTheme();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    try {
      await signOut();
      await forgetUploads();
      onDone();
      await navigate({ to: '/', search: {} });
      await client.resetQueries();
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="px-2 pb-1">
        <p className="truncate text-sm font-medium">{me.name}</p>
        <p className="truncate text-xs text-ink-faint">{me.email}</p>
      </div>
      <div role="group" aria-label={t('theme')} className="grid grid-cols-3 gap-1 rounded-lg bg-sunken p-1">
        {THEMES.map((name) => {
          const Icon = THEME_ICONS[name];
          return (
            <button
              key={name}
              type="button"
              aria-pressed={theme === name}
              onClick={() => setTheme(name)}
              className={classes(
                'flex flex-col items-center gap-1 rounded-md px-1 py-1.5 text-center text-xs leading-tight',
                theme === name ? 'bg-surface font-medium text-ink shadow-raised' : 'text-ink-soft hover:text-ink',
              )}
            >
              <Icon size={16} aria-hidden="true" />
              {t(`theme_${name}`)}
            </button>
          );
        })}
      </div>
      <Link to="/settings" onClick={onDone} className={LINE}>
        <Settings size={16} aria-hidden="true" />
        {t('settings')}
      </Link>
      <button type="button" onClick={() => void leave()} className={LINE}>
        <LogOut size={16} aria-hidden="true" />
        {t('signOut')}
      </button>
    </div>
  );
}

/** Without the code of uploads none is under way here, and what an earlier page has kept is all there is. */
async function forgetUploads(): Promise<void> {
  await import('../media/uploads/uploads.ts').then(({ uploads }) => uploads.forgetAll(), forgetAllUploads);
}
