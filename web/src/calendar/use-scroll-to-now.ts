import { useEffectEvent, useLayoutEffect, type RefObject } from 'react';
import type { Calendar } from './use-calendar.ts';

/** A quiet lead above the hour one looks at. */
const LEAD_PX = 90;
/** Where a week without now in it starts to be read. */
const MORNING = 8;

/**
 * Opens each period where it is worth reading: a month at today's week, a list at today, a week at this hour, or at the
 * first post of the day asked for, or in the morning.
 */
export function useScrollToNow(scroller: RefObject<HTMLElement | null>, { view, period, today, date }: Calendar): void {
  const start = period.first.toString();
  const dayAsked = useEffectEvent(() => date.toString());
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    box.scrollTo({ top: 0 });
    if (view !== 'week') {
      box.querySelector(`[data-cell="${today}"]`)?.scrollIntoView({ block: view === 'list' ? 'start' : 'nearest' });
      return;
    }
    const asked = dayAsked();
    const row =
      (asked === today
        ? box.querySelector('[data-now]')
        : box.querySelector(`[data-cell^="${asked}"] [data-tile]`)
      )?.closest('[role="row"]') ?? box.querySelector(`[data-hour="${String(MORNING)}"]`);
    if (row !== null)
      box.scrollTo({ top: row.getBoundingClientRect().top - box.getBoundingClientRect().top - LEAD_PX });
    // Only a new period scrolls; what happens within one, and which of its days is asked for, leaves the reader in place.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `start` is what a new period is told by
  }, [scroller, view, start, today]);
}
