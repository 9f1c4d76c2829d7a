import { lazy, Suspense, useCallback, useState } from 'react';
import { cachedEntries, queryClient, useStore } from '../api/index.ts';
import { useMediaQuery } from '../shell/use-media-query.ts';
import { BulkBar } from './bulk-bar.tsx';
import { CompactCalendar } from './compact.tsx';
import { inHand } from './drag.ts';
import { DraftsTray } from './drafts-tray.tsx';
import { EmptyCalendar, EmptyPeriod, FailedCalendar, NothingMatches } from './states.tsx';
import { isFiltering } from './filter.ts';
import { ListView } from './list-view.tsx';
import { LoadingCalendar } from './loading.tsx';
import { MonthGrid } from './month-grid.tsx';
import { useMoveMode, useMoving } from './move-mode.ts';
import { Surface } from './surface.tsx';
import { TopBar } from './top-bar.tsx';
import type { Say } from './tile-words.ts';
import { ActionsContext, useActions, useMakeActions, type OpenDialog } from './use-actions.ts';
import { CalendarContext, useCalendar, useCalendarAddress, useCalendarData, type Calendar } from './use-calendar.ts';
import { useSay } from './use-say.ts';
import { usePageKeys } from './use-page-keys.ts';
import { WeekGrid } from './week-grid.tsx';

const HeldUpBanner = lazy(() =>
  import('../accounts/held-up-banner.tsx').then((part) => ({ default: part.HeldUpBanner })),
);
const Proposals = lazy(() => import('../proposals/proposals.tsx').then((part) => ({ default: part.Proposals })));
const ProposalBanner = lazy(() =>
  import('../proposals/proposals.tsx').then((part) => ({ default: part.ProposalBanner })),
);
const Dialogs = lazy(() => import('./dialogs.tsx').then((part) => ({ default: part.Dialogs })));

/** The calendar: month, week or list, with everything that can be done in it. */
export function CalendarPage() {
  const say = useSay();
  const calendar = useCalendarData();
  const compact = useMediaQuery('(max-width: 767px)');
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [planning, setPlanning] = useState(false);
  const actions = useMakeActions(say, calendar.zone, setDialog);
  // On phones one day is open, and a new post is meant for it.
  const dayIsOpen = compact && calendar.view !== 'list' && calendar.date.toString() >= calendar.today;
  const chosenDay = dayIsOpen ? calendar.date : undefined;
  const { change } = useCalendarAddress();
  usePageKeys(calendar, actions, () => change({ date: calendar.today }), say);
  return (
    <CalendarContext value={calendar}>
      <ActionsContext value={actions}>
        <TopBar
          say={say}
          onNew={() => actions.create(chosenDay)}
          onPlan={() => setPlanning(true)}
          onHelp={() => setDialog({ kind: 'shortcuts' })}
        />
        <main
          id="content"
          className="flex min-h-0 flex-1 flex-col"
          aria-busy={calendar.status === 'loading' || calendar.turning}
        >
          <Suspense>
            <HeldUpBanner />
            <ProposalBanner />
          </Suspense>
          <div className="flex min-h-0 flex-1 max-lg:flex-col">
            <div className="flex min-h-0 min-w-0 flex-1 flex-col">
              <Content say={say} compact={compact} onPlan={() => setPlanning(true)} />
            </div>
            <Suspense>
              <Proposals planning={planning} onPlanning={setPlanning} />
            </Suspense>
          </div>
          <MoveHelp say={say} />
          <BulkBar say={say} />
        </main>
        {dialog === null ? null : (
          <Suspense>
            <Dialogs dialog={dialog} say={say} onClose={() => setDialog(null)} />
          </Suspense>
        )}
      </ActionsContext>
    </CalendarContext>
  );
}

function Content({ say, compact, onPlan }: { say: Say; compact: boolean; onPlan: () => void }) {
  const calendar = useCalendar();
  const invites = useInvitation(calendar);
  if (calendar.status === 'loading') return <LoadingCalendar say={say} compact={compact} />;
  if (calendar.status === 'failed') return <FailedCalendar say={say} />;
  const none = calendar.tiles.length + calendar.drafts.length === 0;
  const filtered = isFiltering(calendar.filter) && none && !calendar.turning;
  return (
    <>
      {invites === 'aloud' ? <EmptyCalendar say={say} onPlan={onPlan} /> : null}
      {filtered && !calendar.empty ? <NothingMatches say={say} /> : null}
      <Surface say={say} foot={<DraftsTray say={say} still={compact} />}>
        <View say={say} compact={compact} />
      </Surface>
      {invites === 'softly' ? <EmptyPeriod say={say} onPlan={onPlan} /> : null}
    </>
  );
}

/** How an empty period invites to fill it. What is over does not, and nothing moves the grid under a tile in hand. */
function useInvitation({ empty, period, today }: Calendar): 'aloud' | 'softly' | null {
  const dragging = useStore(inHand);
  const moving = useMoving() !== null;
  if (!empty || dragging || moving || period.last.toString() < today) return null;
  return cachedEntries(queryClient).length === 0 ? 'aloud' : 'softly';
}

function View({ say, compact }: { say: Say; compact: boolean }) {
  const { view } = useCalendar();
  if (compact) return <CompactCalendar say={say} />;
  switch (view) {
    case 'month':
      return <MonthGrid say={say} />;
    case 'week':
      return <WeekGrid say={say} />;
    case 'list':
      return <ListView say={say} />;
  }
}

/** Says how to go on while a tile is picked up, and follows it when it leaves the period. */
function MoveHelp({ say }: { say: Say }) {
  const { view, period } = useCalendar();
  const { change } = useCalendarAddress();
  const actions = useActions();
  const showDate = useCallback(
    (date: Temporal.PlainDate) => {
      if (!period.days.some((day) => day.equals(date))) change({ date: date.toString() });
    },
    [period, change],
  );
  useMoveMode({ view, say, actions, showDate });
  if (useMoving() === null) return null;
  return (
    <p className="border-t border-accent bg-accent-soft px-4 py-2 text-center text-sm font-medium text-accent-text">
      {say.t('moveHelp')}
    </p>
  );
}
