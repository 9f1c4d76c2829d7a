import { Link } from '@tanstack/react-router';
import { CalendarPlus, CircleAlert, Plus, SearchX, Unplug } from 'lucide-react';
import { useAccounts } from '../api/index.ts';
import { Button, buttonClasses, EmptyState, Skeleton, wordsForProblem } from '../ui/index.ts';
import type { Say } from './tile-words.ts';
import { useActions } from './use-actions.ts';
import { useCalendar, useCalendarAddress } from './use-calendar.ts';

/** An invitation above an empty grid: link an account while there is none, else write the first post. */
export function EmptyCalendar({ say }: { say: Say }) {
  const accounts = useAccounts();
  const actions = useActions();
  const none = accounts.data?.length === 0;
  return (
    <div className="border-b border-line bg-surface">
      {none ? (
        <EmptyState
          icon={<Unplug size={22} aria-hidden="true" />}
          title={say.t('emptyTitle')}
          action={
            <Link to="/accounts" className={buttonClasses('primary')}>
              {say.t('linkAccount')}
            </Link>
          }
        >
          {say.t('emptyAccountsText')}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<CalendarPlus size={22} aria-hidden="true" />}
          title={say.t('emptyTitle')}
          action={
            <Button look="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => actions.create()}>
              {say.t('newPost')}
            </Button>
          }
        >
          {say.t('emptyText')}
        </EmptyState>
      )}
    </div>
  );
}

export function NothingMatches({ say }: { say: Say }) {
  const { change } = useCalendarAddress();
  return (
    <div
      className="flex flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-2.5 text-sm"
      role="status"
    >
      <SearchX size={16} aria-hidden="true" className="text-ink-faint" />
      <span className="font-medium">{say.t('nothingTitle')}</span>
      <span className="text-ink-soft">{say.t('nothingText')}</span>
      <Button
        small
        className="ml-auto"
        onClick={() => change({ channel: undefined, readiness: undefined, tag: undefined })}
      >
        {say.t('clearFilters')}
      </Button>
    </div>
  );
}

export function FailedCalendar({ say }: { say: Say }) {
  const { error, retry } = useCalendar();
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<CircleAlert size={22} aria-hidden="true" />}
        title={say.t('failedTitle')}
        action={<Button onClick={retry}>{say.ui('retry')}</Button>}
      >
        {wordsForProblem(error)}
      </EmptyState>
    </div>
  );
}

/** The shape of what is coming. */
export function LoadingCalendar({ say, compact }: { say: Say; compact: boolean }) {
  return (
    <div className="min-h-0 flex-1 overflow-hidden">
      <p role="status" className="sr-only">
        {say.t('loading')}
      </p>
      {compact ? (
        <div className="flex flex-col gap-2 p-4">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} className="h-16" />
          ))}
        </div>
      ) : (
        <div className="grid h-full grid-cols-7 grid-rows-5">
          {Array.from({ length: 35 }, (_, index) => (
            <div key={index} className="flex flex-col gap-1.5 border-r border-b border-line p-2">
              <Skeleton className="size-5 rounded-full" />
              {index % 3 === 0 ? <Skeleton className="h-11" /> : null}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
