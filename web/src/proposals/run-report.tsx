import type { ProposalDiff } from '../../../src/contract/proposal.ts';
import { useStore } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { wordsForProblem } from '../ui/index.ts';
import { proposalMessages } from './messages.ts';
import { run } from './run.ts';
import type { LastRun } from './use-proposal.ts';

const KINDS = ['added', 'changed', 'unchanged', 'kept', 'removed'] as const;

/** How the last run ended, who spoke, and what it changed: seen live, or read back after a reload. */
export function RunReport({ lastRun }: { lastRun: LastRun | null }) {
  const t = useMessages(proposalMessages);
  const { phase, source, summary, notes, problem } = useStore(run);
  const diff = summary?.diff ?? lastRun?.diff ?? null;
  const model = phase === 'idle' ? (lastRun?.model ?? null) : source?.kind === 'model' ? source.model : null;
  const provider = phase !== 'idle' && source?.kind === 'model' ? `${source.provider}/` : '';
  const wasCut = phase === 'idle' && lastRun !== null && lastRun.status !== 'completed' && lastRun.pieceCount > 0;
  return (
    <div className="flex flex-col gap-2 text-sm">
      {phase === 'stopped' || wasCut ? (
        <p role="status" className="rounded-lg bg-warning-soft px-3 py-2 text-warning">
          {t(phase === 'stopped' ? 'stopped' : 'cutShort')}
        </p>
      ) : null}
      {phase === 'broken' ? (
        <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger">
          {t('broken')} {wordsForProblem(problem)}
        </p>
      ) : null}
      {lastRun === null && phase === 'idle' ? null : (
        <p className="text-xs text-ink-faint">
          {t('by', { who: model === null ? t('builtIn') : `${provider}${model}` })}
        </p>
      )}
      {notes.map((note) => (
        <p key={note.code} className="text-xs text-ink-soft">
          {note.message}
        </p>
      ))}
      {diff === null ? null : <Diff diff={diff} />}
      {summary === null || summary.unplaced.length === 0 ? null : (
        <div className="text-xs text-ink-soft">
          <p>{t('unplaced', { count: summary.unplaced.length })}</p>
          <ul className="ml-4 list-disc">
            {summary.unplaced.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </div>
      )}
      {summary === null || summary.slotsLeftOver === 0 ? null : (
        <p className="text-xs text-ink-soft">{t('leftOver', { count: summary.slotsLeftOver })}</p>
      )}
    </div>
  );
}

/** Counts first; the titles behind them for who wants to know. */
function Diff({ diff }: { diff: ProposalDiff }) {
  const t = useMessages(proposalMessages);
  const shown = KINDS.filter((kind) => diff[kind].length > 0);
  if (shown.length === 0) return null;
  return (
    <details data-diff="" className="rounded-lg bg-sunken px-3 py-2 text-xs">
      <summary className="cursor-pointer text-ink">
        {shown.map((kind) => t(`diff_${kind}`, { count: diff[kind].length })).join(' · ')}
      </summary>
      <dl className="mt-2 flex flex-col gap-2 text-ink-soft">
        {shown.map((kind) => (
          <div key={kind}>
            <dt className="font-medium text-ink">{t(`diff_${kind}`, { count: diff[kind].length })}</dt>
            {diff[kind].map(({ entryKey, title }) => (
              <dd key={entryKey} className="truncate">
                {title}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}
