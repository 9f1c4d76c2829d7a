import { Plus } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useMessages } from '../i18n/index.ts';
import { Bell } from '../notifications/bell.tsx';
import { Button } from '../ui/index.ts';
import { shellMessages } from './messages.ts';
import { useStartPost } from './use-start-post.ts';
import { UserMenu } from './user-menu.tsx';

interface ToolbarProps {
  title: string;
  /** Controls before and after the title; on phones both stand in a line of their own. */
  before?: ReactNode;
  after?: ReactNode;
  onNew: () => void;
}

/** The head of every page: its own controls, its name, and what is always there. */
export function Toolbar({ title, before, after, onNew }: ToolbarProps) {
  const t = useMessages(shellMessages);
  useEffect(() => {
    document.title = `${title} · Punctual`;
  }, [title]);
  return (
    <header className="flex min-h-14 flex-wrap items-center gap-x-2 gap-y-1.5 sm:gap-x-3 border-b border-line bg-canvas px-3 py-2 sm:px-4">
      {before === undefined ? null : <div className="order-3 flex items-center gap-1 md:order-none">{before}</div>}
      <h1
        aria-live="polite"
        className="min-w-0 flex-1 truncate text-xl first-letter:uppercase lg:max-xl:text-lg xl:text-2xl"
      >
        {title}
      </h1>
      {after === undefined ? null : (
        <div className="order-4 ml-auto flex items-center gap-1 sm:gap-2 md:order-none">{after}</div>
      )}
      <div className="flex items-center gap-1">
        <Bell />
        <UserMenu />
        <Button look="primary" className="ml-1" icon={<Plus size={16} aria-hidden="true" />} onClick={onNew}>
          <span className="max-sm:sr-only">{t('newPost')}</span>
        </Button>
      </div>
      {before === undefined ? null : <div className="order-2 h-0 basis-full md:hidden" />}
    </header>
  );
}

/** The head of a page that starts new posts with nothing on them. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  const startPost = useStartPost();
  return <Toolbar title={title} after={children} onNew={startPost} />;
}
