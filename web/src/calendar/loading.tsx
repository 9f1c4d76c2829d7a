import { classes, Skeleton } from '../ui/index.ts';
import type { Say } from './tile-words.ts';
import { useCalendar } from './use-calendar.ts';

/** The shape of what is coming, days named: only the posts are missing, so that nothing jumps when they arrive. */
export function LoadingCalendar({ say, compact }: { say: Say; compact: boolean }) {
  const { view } = useCalendar();
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-hidden">
      <p role="status" className="sr-only">
        {say.t('loading')}
      </p>
      {compact || view === 'list' ? <Rows /> : view === 'week' ? <Week say={say} /> : <Month say={say} />}
    </div>
  );
}

function Rows() {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-1.5 px-4 py-5">
      <Skeleton className="mb-1 h-6 w-44" />
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} className="h-16" />
      ))}
    </div>
  );
}

function Month({ say }: { say: Say }) {
  const { period } = useCalendar();
  return (
    <>
      <div className="grid grid-cols-7 border-b border-line">
        {period.days.slice(0, 7).map((day) => (
          <div key={day.dayOfWeek} className="px-2 py-1.5 text-xs font-medium text-ink-faint">
            {say.format.plainDate(day, 'weekday')}
          </div>
        ))}
      </div>
      <div className="grid flex-1 auto-rows-fr grid-cols-7">
        {period.days.map((day, index) => (
          <div
            key={day.toString()}
            className={classes(
              'flex min-h-32 flex-col gap-1 border-r border-b border-line p-1 [&:nth-child(7n)]:border-r-0',
              day.month !== period.first.month && 'bg-sunken',
            )}
          >
            <span className="flex h-6 min-w-6 items-center px-1.5 text-xs text-ink-faint tabular-nums">{day.day}</span>
            {index % 3 === 0 ? <Skeleton className="h-15.5" /> : null}
          </div>
        ))}
      </div>
    </>
  );
}

function Week({ say }: { say: Say }) {
  const { period } = useCalendar();
  return (
    <div className="grid flex-1 grid-cols-[3.5rem_repeat(7,minmax(0,1fr))] grid-rows-[auto_minmax(0,1fr)]">
      <span className="border-b border-line" />
      {period.days.map((day) => (
        <div key={day.dayOfWeek} className="flex h-9 items-center gap-1.5 border-b border-l border-line px-2 text-xs">
          <span className="text-ink-faint">{say.format.plainDate(day, 'weekday')}</span>
          <span className="px-1 font-medium text-ink tabular-nums">{day.day}</span>
        </div>
      ))}
      <span />
      {period.days.map((day, index) => (
        <div key={day.dayOfWeek} className="flex flex-col gap-16 border-l border-line px-0.5 pt-14">
          {index % 2 === 0 ? <Skeleton className="h-15.5" /> : null}
          {index % 3 === 0 ? <Skeleton className="h-15.5" /> : null}
        </div>
      ))}
    </div>
  );
}
