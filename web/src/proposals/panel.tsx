import { Square, X } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useStore } from '../api/index.ts';
import { useSay } from '../calendar/use-say.ts';
import { useMessages } from '../i18n/index.ts';
import { Button, IconButton, Spinner, uiMessages } from '../ui/index.ts';
import { acceptProposed, dismissProposed } from './decide.ts';
import { proposalMessages } from './messages.ts';
import { PendingRow } from './pending-row.tsx';
import { run, stopRun } from './run.ts';
import { RunReport } from './run-report.tsx';
import { useProposal, type Pending } from './use-proposal.ts';

interface PanelProps {
  onClose: () => void;
  /** `null` while suggestions are switched off. */
  onAgain: (() => void) | null;
}

/** What was proposed and waits: beside the calendar on wide screens, below it on others. Nothing in it is final. */
export function ProposalPanel({ onClose, onAgain }: PanelProps) {
  const t = useMessages(proposalMessages);
  const say = useSay();
  const { pending, failed, retry, lastRun } = useProposal();
  const list = useRef<HTMLUListElement>(null);
  const onDeciding = useFocusOnNext(list, pending);
  const { phase, summary } = useStore(run);
  const diff = summary?.diff ?? lastRun?.diff ?? null;
  const [busy, setBusy] = useState<'accept' | 'dismiss' | null>(null);
  const isRunning = phase === 'running';
  const decideAll = async (how: 'accept' | 'dismiss') => {
    setBusy(how);
    await (how === 'accept' ? acceptProposed(pending) : dismissProposed(pending, say));
    setBusy(null);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it, as it does every window
    <aside
      tabIndex={-1}
      aria-label={t('panel')}
      data-proposals=""
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
      className="flex min-h-0 flex-col border-line bg-surface outline-offset-[-2px] max-lg:max-h-[50dvh] max-lg:border-t lg:w-80 lg:shrink-0 lg:border-l xl:w-96"
    >
      <header className="flex items-center gap-2 px-4 pt-3 pb-1">
        <h2 className="min-w-0 flex-1 text-xl leading-tight">{t('panel')}</h2>
        <IconButton label={t('hide')} className="-mr-2" onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-3">
        {isRunning ? <Progress /> : <RunReport lastRun={lastRun} />}
        {failed ? (
          <p role="alert" className="my-2 flex flex-wrap items-center gap-2 text-sm text-danger">
            {t('failedToRead')} <RetryButton onClick={retry} />
          </p>
        ) : null}
        {pending.length === 0 && !isRunning && !failed ? (
          <p className="py-4 text-sm text-ink-soft">
            {t(phase === 'done' && lastRun?.pieceCount === 0 ? 'nothing' : 'none')}
          </p>
        ) : null}
        <ul ref={list} className="mt-2 flex flex-col gap-2">
          {pending.map((post) => (
            <PendingRow key={post.postId} post={post} say={say} diff={diff} onDeciding={onDeciding} />
          ))}
        </ul>
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t border-line bg-canvas px-4 py-3">
        {pending.length === 0 ? null : (
          <>
            <Button look="primary" small busy={busy === 'accept'} onClick={() => void decideAll('accept')}>
              {t('acceptAll')}
            </Button>
            <Button small busy={busy === 'dismiss'} onClick={() => void decideAll('dismiss')}>
              {t('dismissAll')}
            </Button>
          </>
        )}
        {isRunning || onAgain === null ? null : (
          <Button look="quiet" small className="ml-auto" onClick={onAgain}>
            {t('again')}
          </Button>
        )}
      </footer>
    </aside>
  );
}

/** A row that was decided about goes, and whoever did so by keyboard goes on with the one that takes its place. */
function useFocusOnNext(
  list: RefObject<HTMLUListElement | null>,
  pending: readonly Pending[],
): (postId: string | null) => void {
  const going = useRef<{ postId: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const gone = going.current;
    if (gone === null || pending.some(({ postId }) => postId === gone.postId)) return;
    going.current = null;
    // The focus went with the row. Somebody who has moved on meanwhile is left where they are.
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const rows = list.current?.children;
    const next = rows?.item(Math.min(gone.index, rows.length - 1));
    (next?.querySelector<HTMLElement>('[data-accept]') ?? list.current?.closest<HTMLElement>('aside'))?.focus();
  }, [list, pending]);
  return (postId) => {
    going.current = postId === null ? null : { postId, index: pending.findIndex((each) => each.postId === postId) };
  };
}

/** While posts come: how many there are, and how to stop. */
function Progress() {
  const t = useMessages(proposalMessages);
  const { pieces } = useStore(run);
  return (
    <div className="flex items-center gap-2.5 rounded-lg bg-progress-soft px-3 py-2 text-sm text-progress">
      <Spinner />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{t('thinking')}</span> {t('came', { count: pieces.length })}
      </p>
      <Button small icon={<Square size={12} aria-hidden="true" />} onClick={stopRun}>
        {t('stop')}
      </Button>
    </div>
  );
}

function RetryButton({ onClick }: { onClick: () => void }) {
  const t = useMessages(uiMessages);
  return (
    <Button small onClick={onClick}>
      {t('retry')}
    </Button>
  );
}
