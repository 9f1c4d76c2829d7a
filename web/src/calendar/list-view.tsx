import { EllipsisVertical, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, classes, IconButton } from '../ui/index.ts';
import { titleOf, type Say } from './tile-words.ts';
import { TileView } from './tile.tsx';
import { useActions } from './use-actions.ts';
import { useCalendar } from './use-calendar.ts';

/** The period's days that hold something, one under the other. */
export function ListView({ say, still = false }: { say: Say; still?: boolean }) {
  const { period, days, today } = useCalendar();
  const filled = period.days.filter((day) => days.has(day.toString()) || day.toString() === today);
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-5">
      {filled.length === 0 ? (
        <p className="py-10 text-center text-sm text-ink-soft">{say.t('nothingInPeriod')}</p>
      ) : null}
      {filled.map((day) => (
        <DaySection key={day.toString()} date={day} say={say} still={still} today={day.toString() === today} />
      ))}
    </div>
  );
}

/** About as high as a tile of a list, for days not drawn yet. */
const TILE_PX = 66;
/** How far ahead of being seen a day is drawn. */
const AHEAD = '800px';

/** A day under its name. Its tiles are drawn once it comes near the window: a month may hold thousands. */
function DaySection({
  date,
  say,
  still,
  today,
}: {
  date: Temporal.PlainDate;
  say: Say;
  still: boolean;
  today: boolean;
}) {
  const { days } = useCalendar();
  const section = useRef<HTMLElement>(null);
  const [near, setNear] = useState(today);
  useEffect(() => {
    if (near || section.current === null) return undefined;
    const observer = new IntersectionObserver(
      (seen) => (seen.some((one) => one.isIntersecting) ? setNear(true) : undefined),
      { rootMargin: AHEAD },
    );
    observer.observe(section.current);
    return () => observer.disconnect();
  }, [near]);
  const name = date.toString();
  return (
    <section ref={section} data-cell={name} aria-labelledby={`day-${name}`}>
      <h2 id={`day-${name}`} className={classes('mb-2 text-lg first-letter:uppercase', today && 'text-accent-text')}>
        {say.format.plainDate(date, 'weekdayDate')}
        {today ? <span className="ml-2 font-sans text-xs font-medium">{say.t('today')}</span> : null}
      </h2>
      {near ? (
        <DayTiles date={date} say={say} still={still} />
      ) : (
        <div style={{ height: (days.get(name)?.length ?? 0) * TILE_PX }} />
      )}
    </section>
  );
}

/** One day's tiles with room to read them; says so when there are none. Where nothing is dragged, each has a menu button. */
export function DayTiles({ date, say, still = false }: { date: Temporal.PlainDate; say: Say; still?: boolean }) {
  const { days } = useCalendar();
  const tiles = days.get(date.toString()) ?? [];
  if (tiles.length === 0) return <NoTiles date={date} say={say} />;
  return (
    <div className="flex flex-col gap-1.5">
      {tiles.map((tile) =>
        still ? (
          <div key={tile.id} className="relative">
            <TileView tile={tile} say={say} shape="row" still />
            <IconButton
              label={say.t('actionsFor', { title: titleOf(tile, say) })}
              data-tile-menu={tile.id}
              className="absolute top-1 right-1"
            >
              <EllipsisVertical size={18} aria-hidden="true" />
            </IconButton>
          </div>
        ) : (
          <TileView key={tile.id} tile={tile} say={say} shape="row" />
        ),
      )}
    </div>
  );
}

function NoTiles({ date, say }: { date: Temporal.PlainDate; say: Say }) {
  const { today } = useCalendar();
  const { create } = useActions();
  return (
    <div className="flex flex-col items-start gap-2.5">
      <p className="text-sm text-ink-faint">{say.t('nothingHere')}</p>
      {date.toString() < today ? null : (
        <Button small className="min-h-9" icon={<Plus size={15} aria-hidden="true" />} onClick={() => create(date)}>
          {say.t('newPostOn', { date: say.format.plainDate(date, 'weekdayDate') })}
        </Button>
      )}
    </div>
  );
}
