import { memo } from 'react';
import { classes } from '../ui/index.ts';
import { BestHoursLegend } from './best-hours-legend.tsx';
import { tintOf, tintStyle } from './best-hours.ts';
import { CellTiles } from './day-cell.tsx';
import { localTime } from './local-clock.ts';
import { clockChangeOf } from './clock-change.ts';
import type { Say } from './tile-words.ts';
import type { Tile } from './tiles.ts';
import { useBestHours } from './use-best-hours.ts';
import { useCalendar } from './use-calendar.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const NONE: readonly Tile[] = [];
const COLUMNS = 'grid grid-cols-[3.5rem_repeat(7,minmax(0,1fr))]';

/** Hours as rows, days as columns; a row grows with what stands in it. Cells are told apart by `data-cell`: date and hour. */
export function WeekGrid({ say }: { say: Say }) {
  const { period, days, today, date, zone, nowMs, filter } = useCalendar();
  const best = useBestHours(zone, filter.channel);
  const now = localTime(nowMs, zone);
  const byHour = hoursOf(days);
  return (
    <div
      role="grid"
      aria-label={say.t('week_of', { date: say.format.plainDate(date, 'date') })}
      aria-describedby="grid-help"
      className="flex flex-1 flex-col"
    >
      <div role="row" className={classes(COLUMNS, 'sticky top-0 z-10 border-b border-line bg-canvas')}>
        <div role="columnheader">
          <span className="sr-only">{say.t('time')}</span>
          {best === null ? null : <BestHoursLegend best={best} say={say} />}
        </div>
        {period.days.map((day) => (
          <div
            key={day.toString()}
            role="columnheader"
            aria-label={say.format.plainDate(day, 'weekdayDate')}
            className="flex items-center gap-1.5 border-l border-line px-2 py-1.5 text-xs text-ink-faint"
          >
            <span>{say.format.plainDate(day, 'weekday')}</span>
            <span
              className={classes(
                'inline-flex h-6 min-w-6 items-center justify-center rounded-full px-1 tabular-nums',
                day.toString() === today ? 'bg-accent font-semibold text-on-accent' : 'font-medium text-ink',
              )}
            >
              {day.day}
            </span>
          </div>
        ))}
      </div>
      {HOURS.map((hour) => (
        <div
          key={hour}
          role="row"
          data-hour={hour}
          className={classes(COLUMNS, 'min-h-14 flex-1 border-b border-line last:border-b-0')}
        >
          <div
            role="rowheader"
            className="px-1.5 pt-1 text-right text-[0.6875rem] whitespace-nowrap text-ink-faint tabular-nums"
          >
            {say.format.hour(hour)}
          </div>
          {period.days.map((day) => {
            const name = day.toString();
            const here = name === now.date && Math.floor(now.minutes / 60) === hour;
            const past = name < now.date || (name === now.date && hour < Math.floor(now.minutes / 60));
            return (
              <HourCell
                key={name}
                date={day}
                hour={hour}
                zone={zone}
                tiles={byHour.get(`${name}T${String(hour)}`) ?? NONE}
                say={say}
                past={past}
                tint={past ? 0 : tintOf(best, day, hour)}
                nowMinutes={here ? now.minutes % 60 : null}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

function hoursOf(days: ReadonlyMap<string, readonly Tile[]>): ReadonlyMap<string, Tile[]> {
  const hours = new Map<string, Tile[]>();
  for (const [date, tiles] of days) {
    for (const tile of tiles) {
      const key = `${date}T${String(Math.floor(tile.minutes / 60))}`;
      const known = hours.get(key);
      if (known === undefined) hours.set(key, [tile]);
      else known.push(tile);
    }
  }
  return hours;
}

interface HourCellProps {
  date: Temporal.PlainDate;
  hour: number;
  zone: string;
  tiles: readonly Tile[];
  say: Say;
  past: boolean;
  /** How deep a good hour is tinted, in per cent. */
  tint: number;
  /** Minutes of this hour that have passed, in the hour that is now. */
  nowMinutes: number | null;
}

const HourCell = memo(function HourCell({ date, hour, zone, tiles, say, past, tint, nowMinutes }: HourCellProps) {
  const change = clockChangeOf(date, hour, zone);
  const label = say.t('hourCell', {
    date: say.format.plainDate(date, 'weekdayDate'),
    hour: say.format.hour(hour),
    count: tiles.length,
  });
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      data-cell={`${date.toString()}T${String(hour).padStart(2, '0')}`}
      aria-label={change === null ? label : `${label}. ${say.t(change === 'gap' ? 'skippedHour' : 'doubledHour')}`}
      className={classes(
        'relative flex min-w-0 flex-col gap-1 border-l border-line p-0.5 outline-offset-[-2px]',
        past ? 'cursor-default bg-sunken' : 'cursor-cell bg-canvas',
        change === 'gap' && 'bg-[repeating-linear-gradient(135deg,transparent_0_6px,var(--line)_6px_7px)]',
      )}
      style={change === 'gap' ? undefined : tintStyle(tint)}
    >
      {change === null ? null : (
        <span aria-hidden="true" className="px-1 text-[0.6875rem] leading-tight text-ink-faint">
          {say.t(change === 'gap' ? 'skippedHour' : 'doubledHour')}
        </span>
      )}
      {nowMinutes === null ? null : (
        <span
          data-now=""
          aria-hidden="true"
          className="pointer-events-none absolute inset-x-0 z-5 h-0.5 bg-accent"
          style={{ top: `${String((nowMinutes / 60) * 100)}%` }}
        >
          <span className="absolute -top-1 -left-1 size-2.5 rounded-full bg-accent" />
        </span>
      )}
      <CellTiles tiles={tiles} say={say} date={date} />
    </div>
  );
});
