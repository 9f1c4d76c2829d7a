import { Sparkles } from 'lucide-react';
import { createStore, useMe, useStore } from '../api/index.ts';
import { useCalendar, useCalendarAddress } from '../calendar/use-calendar.ts';
import { useMessages } from '../i18n/index.ts';
import { announce, Banner, Button } from '../ui/index.ts';
import { proposalMessages } from './messages.ts';
import { ProposalPanel } from './panel.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { startRun } from './run.ts';
import { useProposal } from './use-proposal.ts';
import { keepWish, type Wish } from './wish.ts';

/** Whether the panel is open, for as long as the page is. */
const panelOpen = createStore(false);

interface ProposalsProps {
  /** The form is asked for from outside, by the top bar. */
  planning: boolean;
  onPlanning: (planning: boolean) => void;
}

/** Proposed calendars beside the calendar itself: the form, and what comes of it. */
export function Proposals({ planning, onPlanning }: ProposalsProps) {
  const t = useMessages(proposalMessages);
  const { zone, period, view, date } = useCalendar();
  const { change } = useCalendarAddress();
  const enabled = useMe().data?.suggestionsEnabled === true;
  const isOpen = useStore(panelOpen);
  // The first piece of a run may stand in a month that is not in view; the others are near it.
  const showDay = (at: string) => {
    const day = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate();
    const isShown = period.days.some((each) => each.equals(day)) && (view !== 'month' || day.month === date.month);
    if (!isShown) change({ date: day.toString() });
  };
  const propose = async (wish: Wish) => {
    keepWish(wish);
    panelOpen.set(true);
    onPlanning(false);
    announce(t('thinking'));
    const { phase, pieces } = await startRun(wish, showDay);
    if (phase === 'done') announce(t('arrived', { count: pieces.length }));
  };
  return (
    <>
      {isOpen ? <ProposalPanel onClose={closePanel} onAgain={enabled ? () => onPlanning(true) : null} /> : null}
      {planning ? (
        <PlanDialog
          zone={zone}
          onClose={() => onPlanning(false)}
          onPropose={(wish) => void propose(wish)}
          finalFocus={() => (panelOpen.get() ? find('[data-proposals]') : find('[data-plan-ahead]'))}
        />
      ) : null}
    </>
  );
}

/** Says above the calendar that something waits, today or since another day. */
export function ProposalBanner() {
  const t = useMessages(proposalMessages);
  const count = useProposal().pending.length;
  const isOpen = useStore(panelOpen);
  if (count === 0 || isOpen) return null;
  return (
    <div className="border-b border-line">
      <Banner
        tone="accent"
        icon={<Sparkles size={16} aria-hidden="true" />}
        action={
          <Button small data-review-proposals="" onClick={openPanel}>
            {t('review')}
          </Button>
        }
      >
        {t('waiting', { count })}
      </Banner>
    </div>
  );
}

function openPanel(): void {
  panelOpen.set(true);
  requestAnimationFrame(() => find('[data-proposals]')?.focus());
}

function closePanel(): void {
  panelOpen.set(false);
  requestAnimationFrame(() => (find('[data-review-proposals]') ?? find('[data-plan-ahead]'))?.focus());
}

function find(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector);
}
