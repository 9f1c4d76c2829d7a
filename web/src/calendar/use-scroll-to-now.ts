import { useLayoutEffect, type RefObject } from 'react';
import type { Calendar } from './use-calendar.ts';

/** A quiet lead above the hour one looks at. */
const LEAD_PX = 90;
/** Where a week without now in it starts to be read. */
const MORNING = 8;

/** Opens each period where it is worth reading: a month at today's week, a week at this hour, any other at its start. */
export function useScrollToNow(scroller: RefObject<HTMLElement | null>, { view, period, today }: Calendar): void {
  const start = period.first.toString();
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    box.scrollTo({ top: 0 });
    if (view === 'week') {
      const now =
        box.querySelector('[data-now]')?.closest('[role="row"]') ??
        box.querySelector(`[data-hour="${String(MORNING)}"]`);
      if (now !== null)
        box.scrollTo({ top: now.getBoundingClientRect().top - box.getBoundingClientRect().top - LEAD_PX });
    } else {
      box.querySelector(`[data-cell="${today}"]`)?.scrollIntoView({ block: view === 'list' ? 'start' : 'nearest' });
    }
    // Only a new period scrolls; what happens within one stays where the reader is.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `start` is what a new period is told by
  }, [scroller, view, start, today]);
}
