import {
  CalendarDays,
  ChevronLeft,
  ChevronRight,
  Columns3,
  Keyboard,
  List,
  SlidersHorizontal,
  Sparkles,
  type LucideIcon,
} from 'lucide-react';
import { prefetchEntries, useMe } from '../api/index.ts';
import { Button, classes, IconButton, Popover } from '../ui/index.ts';
import { Toolbar } from '../shell/toolbar.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { isFiltering } from './filter.ts';
import { periodOf, stepPeriod, windowOf, type Direction } from './period.ts';
import { VIEWS, type View } from './search.ts';
import type { Say } from './tile-words.ts';
import { useCalendar, useCalendarAddress, type Calendar } from './use-calendar.ts';

interface TopBarProps {
  say: Say;
  onNew: () => void;
  onPlan: () => void;
  onHelp: () => void;
}

/** Where we are in time, how to get elsewhere, and how much of it is shown. */
export function TopBar({ say, onNew, onPlan, onHelp }: TopBarProps) {
  const calendar = useCalendar();
  const { view, date, today, filter } = calendar;
  const { change } = useCalendarAddress();
  const step = (direction: Direction) => change({ date: stepPeriod(view, date, direction).toString() });
  // Whoever points at an arrow is about to press it.
  const ahead = (direction: Direction) =>
    prefetchEntries(windowOf(periodOf(view, stepPeriod(view, date, direction), say.format.firstDayOfWeek)));
  const unit = view === 'week' ? 'week' : 'month';
  return (
    <Toolbar
      onNew={onNew}
      title={periodName(calendar, say)}
      before={
        <>
          <Button small className="min-h-9 sm:mr-1" onClick={() => change({ date: today })}>
            {say.t('today')}
          </Button>
          <IconButton
            label={say.t(`previous_${unit}`)}
            data-turn="-1"
            onPointerEnter={() => ahead(-1)}
            onClick={() => step(-1)}
          >
            <ChevronLeft size={18} aria-hidden="true" />
          </IconButton>
          <IconButton
            label={say.t(`next_${unit}`)}
            data-turn="1"
            onPointerEnter={() => ahead(1)}
            onClick={() => step(1)}
          >
            <ChevronRight size={18} aria-hidden="true" />
          </IconButton>
        </>
      }
      after={
        <>
          <ViewToggle view={view} say={say} onChange={(next) => change({ view: next })} />
          <PlanButton say={say} onPlan={onPlan} />
          <IconButton label={say.t('shortcuts')} className="max-xl:hidden" onClick={onHelp}>
            <Keyboard size={18} aria-hidden="true" />
          </IconButton>
          <FilterButton say={say} active={isFiltering(filter)} />
        </>
      }
    />
  );
}

/** Proposes posts for the coming days; gone while suggestions are switched off. */
function PlanButton({ say, onPlan }: { say: Say; onPlan: () => void }) {
  if (useMe().data?.suggestionsEnabled !== true) return null;
  return (
    <Button
      small
      data-plan-ahead=""
      className="min-h-9"
      icon={<Sparkles size={15} aria-hidden="true" />}
      onClick={onPlan}
    >
      <span className="max-xl:sr-only">{say.t('planAhead')}</span>
    </Button>
  );
}

/** The filters on screens without the rail. */
function FilterButton({ say, active }: { say: Say; active: boolean }) {
  return (
    <div className="lg:hidden">
      <Popover
        align="end"
        className="w-72"
        title={say.t('filters')}
        trigger={
          <IconButton label={say.t('filters')} className={classes(active && 'bg-accent-soft text-accent-text')}>
            <SlidersHorizontal size={18} aria-hidden="true" />
          </IconButton>
        }
      >
        <FilterPanel />
      </Popover>
    </div>
  );
}

function periodName({ view, date, period }: Calendar, say: Say): string {
  const name =
    view === 'week' ? say.format.dateRange(period.first, period.last) : say.format.plainDate(date, 'monthYear');
  return name.charAt(0).toLocaleUpperCase(say.format.tag) + name.slice(1);
}

const VIEW_ICONS: Record<View, LucideIcon> = { month: CalendarDays, week: Columns3, list: List };

/** In words; on narrow phones by signs, so that the bar stays one line. */
function ViewToggle({ view, say, onChange }: { view: View; say: Say; onChange: (view: View) => void }) {
  return (
    <div role="group" aria-label={say.t('view')} className="flex rounded-lg border border-line-strong bg-sunken p-0.5">
      {VIEWS.map((name) => {
        const Icon = VIEW_ICONS[name];
        return (
          <button
            key={name}
            type="button"
            aria-pressed={name === view}
            onClick={() => onChange(name)}
            className={classes(
              'min-h-7.5 rounded-md px-2.5 text-xs font-medium transition-colors max-[26rem]:px-2',
              name === view ? 'bg-surface text-ink shadow-raised' : 'text-ink-soft hover:text-ink',
            )}
          >
            <Icon size={16} aria-hidden="true" className="min-[26rem]:hidden" />
            <span className="max-[26rem]:sr-only">{say.t(name)}</span>
          </button>
        );
      })}
    </div>
  );
}
