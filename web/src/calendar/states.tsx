import { Link } from '@tanstack/react-router';
import { CalendarPlus, CircleAlert, Plus, SearchX, Sparkles, Unplug } from 'lucide-react';
import { useAccounts, useMe } from '../api/index.ts';
import { Button, buttonClasses, EmptyState, wordsForProblem } from '../ui/index.ts';
import type { Say } from './tile-words.ts';
import { useActions } from './use-actions.ts';
import { useCalendar, useCalendarAddress } from './use-calendar.ts';

/** An invitation above an empty grid: link an account while there is none, else write a post. */
export function EmptyCalendar({ say, onPlan }: { say: Say; onPlan: () => void }) {
  const accounts = useAccounts();
  return (
    <div className="border-b border-line bg-surface">
      {accounts.data?.length === 0 ? (
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
            <div className="flex flex-col items-center gap-1.5">
              <NewPost look="primary" say={say} />
              <Propose say={say} onPlan={onPlan} />
            </div>
          }
        >
          {say.t('emptyText')}
        </EmptyState>
      )}
    </div>
  );
}

/** Where a person with posts elsewhere pages through free weeks: below the grid, which stays where it is. */
export function EmptyPeriod({ say, onPlan }: { say: Say; onPlan: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-2 text-sm">
      <CalendarPlus size={16} aria-hidden="true" className="text-ink-faint" />
      <span className="mr-auto text-ink-soft">{say.t('nothingInPeriod')}</span>
      <Propose say={say} onPlan={onPlan} />
      <NewPost look="plain" small say={say} />
    </div>
  );
}

function NewPost({ say, ...looks }: { say: Say; look: 'primary' | 'plain'; small?: boolean }) {
  const actions = useActions();
  return (
    <Button {...looks} icon={<Plus size={16} aria-hidden="true" />} onClick={() => actions.create()}>
      {say.t('newPost')}
    </Button>
  );
}

/** For whoever does not know what to write, said more quietly; gone while suggestions are switched off. */
function Propose({ say, onPlan }: { say: Say; onPlan: () => void }) {
  if (useMe().data?.suggestionsEnabled !== true) return null;
  return (
    <Button look="quiet" small icon={<Sparkles size={14} aria-hidden="true" />} onClick={onPlan}>
      {say.t('emptyPlan')}
    </Button>
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
