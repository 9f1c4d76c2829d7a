import { classes } from '../ui/index.ts';
import { LOOKS, lookOf } from '../ui/readiness-badge.tsx';
import type { Tone } from '../ui/small.tsx';
import { DayTiles, ListView } from './list-view.tsx';
import { gravestEntry, gravestFirst, type Tile } from './tiles.ts';
import { countTroubled, withTroubles, type Say } from './tile-words.ts';
import { useCalendar, useCalendarAddress } from './use-calendar.ts';

const NONE: readonly Tile[] = [];
const DOTS_SHOWN = 4;
/** Each tone has a shape of its own, so that a day's dots tell something without their colours too. */
const DOTS: Record<Tone, string> = {
  ready: 'h-1.75 rounded-full bg-ready',
  published: 'h-1.75 rounded-full border-2 border-published',
  progress: 'h-1.75 rounded-[1px] bg-progress',
  warning: 'h-1.75 scale-90 rotate-45 rounded-[1px] bg-warning',
  danger: 'h-1.75 bg-danger [clip-path:polygon(50%_0,100%_100%,0_100%)]',
  neutral: 'h-0.5 rounded-full bg-control',
  accent: 'h-1.75 rounded-[1px] border border-accent',
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
        className={classes(
          'z-10 grid grid-cols-7 gap-y-0.5 border-b border-line bg-canvas px-2 py-1.5',
          // Where a month would leave no room to read its days (on its side, or at 200 %) it scrolls with them.
          view === 'week' ? 'sticky top-0' : 'top-0 [@media(min-height:600px)]:sticky',
        )}
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
  const dots = tiles.length <= DOTS_SHOWN ? tiles : gravestFirst(tiles).slice(0, DOTS_SHOWN);
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-current={today ? 'date' : undefined}
      aria-label={withTroubles(label, countTroubled(tiles), say)}
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
      <span className="flex h-2 items-center gap-0.5">
        {dots.map((tile) => (
          <span key={tile.id} className={classes('w-1.75', DOTS[LOOKS[lookOf(gravestEntry(tile))].tone])} />
        ))}
      </span>
    </button>
  );
}
