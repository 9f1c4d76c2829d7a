import { Plus } from 'lucide-react';
import { memo } from 'react';
import { classes } from '../ui/index.ts';
import { CellTiles } from './day-cell.tsx';
import type { Say } from './tile-words.ts';
import type { Tile } from './tiles.ts';
import { useCalendar } from './use-calendar.ts';

const NONE: readonly Tile[] = [];

/** Weeks as rows, days as cells. Each cell is told apart by `data-cell`, its date. */
export function MonthGrid({ say }: { say: Say }) {
  const { period, days, today, date } = useCalendar();
  const weeks = Array.from({ length: period.days.length / 7 }, (_, week) => period.days.slice(week * 7, week * 7 + 7));
  return (
    <div
      role="grid"
      aria-label={say.format.plainDate(date, 'monthYear')}
      aria-describedby="grid-help"
      className="flex flex-1 flex-col"
    >
      <div role="row" className="sticky top-0 z-10 grid grid-cols-7 border-b border-line bg-canvas">
        {(weeks[0] ?? []).map((day) => (
          <div key={day.dayOfWeek} role="columnheader" className="px-2 py-1.5 text-xs font-medium text-ink-faint">
            {say.format.plainDate(day, 'weekday')}
          </div>
        ))}
      </div>
      {weeks.map((week) => (
        <div
          key={week[0]?.toString()}
          role="row"
          className="grid min-h-32 flex-1 grid-cols-7 border-b border-line last:border-b-0"
        >
          {week.map((day) => {
            const name = day.toString();
            return (
              <DayCell
                key={name}
                name={name}
                date={day}
                tiles={days.get(name) ?? NONE}
                say={say}
                today={name === today}
                past={name < today}
                outside={day.month !== period.first.month}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

interface DayCellProps {
  name: string;
  date: Temporal.PlainDate;
  tiles: readonly Tile[];
  say: Say;
  today: boolean;
  past: boolean;
  /** Belongs to the month before or after. */
  outside: boolean;
}

const DayCell = memo(function DayCell({ name, date, tiles, say, today, past, outside }: DayCellProps) {
  const day = say.format.plainDate(date, 'weekdayDate');
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      data-cell={name}
      aria-current={today ? 'date' : undefined}
      aria-label={say.t('postsOnDay', { date: day, count: tiles.length })}
      className={classes(
        'group/cell flex min-w-0 flex-col gap-1 border-r border-line p-1 outline-offset-[-2px] last:border-r-0',
        outside ? 'bg-sunken' : 'bg-canvas',
        past ? 'cursor-default' : 'cursor-cell',
      )}
    >
      <div aria-hidden="true" className="flex h-6 items-center justify-between px-0.5">
        <span
          className={classes(
            'inline-flex h-6 min-w-6 items-center justify-center rounded-full px-1 text-xs tabular-nums',
            today
              ? 'bg-accent font-semibold text-on-accent'
              : outside || past
                ? 'text-ink-faint'
                : 'font-medium text-ink',
          )}
        >
          {date.day}
        </span>
        {past ? null : <Plus size={14} className="text-ink-faint opacity-0 group-hover/cell:opacity-100" />}
      </div>
      <CellTiles tiles={tiles} say={say} date={date} />
    </div>
  );
});
