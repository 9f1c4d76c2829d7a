import { classes } from '../ui/index.ts';
import { LOOKS, lookOf } from '../ui/readiness-badge.tsx';
import { DayTiles, ListView } from './list-view.tsx';
import { gravestEntry, type Tile } from './tiles.ts';
import type { Say } from './tile-words.ts';
import { useCalendar, useCalendarAddress } from './use-calendar.ts';

const NONE: readonly Tile[] = [];
const DOTS: Record<string, string> = {
  ready: 'bg-ready',
  warning: 'bg-warning',
  danger: 'bg-danger',
  published: 'bg-published',
  progress: 'bg-progress',
  neutral: 'bg-control',
};

/** The calendar on a phone: the days as a strip (week) or a small month, and the chosen day's posts in full. */
export function CompactCalendar({ say }: { say: Say }) {
  const { view, period, days, today, date } = useCalendar();
  const { change } = useCalendarAddress();
  if (view === 'list') return <ListView say={say} still />;
  const chosen = date.toString();
  return (
    <div>
      <div
        role="group"
        aria-label={say.format.plainDate(date, 'monthYear')}
        className="sticky top-0 z-10 grid grid-cols-7 gap-y-0.5 border-b border-line bg-canvas px-2 py-1.5"
      >
        {period.days.map((day, index) => {
          const name = day.toString();
          return (
            <DayButton
              key={name}
              date={day}
              tiles={days.get(name) ?? NONE}
              say={say}
              withWeekday={index < 7}
              chosen={name === chosen}
              today={name === today}
              outside={view === 'month' && day.month !== period.first.month}
              onPress={() => change({ date: name })}
            />
          );
        })}
      </div>
      <section data-cell={chosen} aria-labelledby="chosen-day" className="px-4 py-4">
        <h2 id="chosen-day" className="mb-2 text-lg first-letter:uppercase">
          {say.format.plainDate(date, 'weekdayDate')}
        </h2>
        <DayTiles date={date} say={say} still />
      </section>
    </div>
  );
}

interface DayButtonProps {
  date: Temporal.PlainDate;
  tiles: readonly Tile[];
  say: Say;
  withWeekday: boolean;
  chosen: boolean;
  today: boolean;
  outside: boolean;
  onPress: () => void;
}

function DayButton({ date, tiles, say, withWeekday, chosen, today, outside, onPress }: DayButtonProps) {
  const label = say.t('postsOnDay', { date: say.format.plainDate(date, 'weekdayDate'), count: tiles.length });
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-current={today ? 'date' : undefined}
      aria-label={label}
      onClick={onPress}
      className="flex min-h-11 flex-col items-center gap-0.5 rounded-lg py-0.5"
    >
      {withWeekday ? (
        <span className="text-[0.6875rem] text-ink-faint">{say.format.plainDate(date, 'weekday')}</span>
      ) : null}
      <span
        className={classes(
          'flex size-7 items-center justify-center rounded-full text-sm tabular-nums',
          chosen
            ? 'bg-accent font-semibold text-on-accent'
            : today
              ? 'font-semibold text-accent-text ring-1 ring-accent'
              : outside
                ? 'text-ink-faint'
                : 'text-ink',
        )}
      >
        {date.day}
      </span>
      <span className="flex h-1.5 gap-0.5">
        {tiles.slice(0, 4).map((tile) => (
          <span
            key={tile.id}
            className={classes('size-1.5 rounded-full', DOTS[LOOKS[lookOf(gravestEntry(tile))].tone])}
          />
        ))}
      </span>
    </button>
  );
}
