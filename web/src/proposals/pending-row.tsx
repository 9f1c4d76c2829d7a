import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { ProposalDiff } from '../../../src/contract/proposal.ts';
import { useStore } from '../api/index.ts';
import type { Say } from '../calendar/tile-words.ts';
import { useActions } from '../calendar/use-actions.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { Badge, Button, ChannelIcon } from '../ui/index.ts';
import { acceptProposed, dismissProposed } from './decide.ts';
import { proposalMessages } from './messages.ts';
import { run } from './run.ts';
import { changeIn, type Pending, type PendingChange } from './use-proposal.ts';

interface PendingRowProps {
  post: Pending;
  say: Say;
  /** What the last run changed. */
  diff: ProposalDiff | null;
  /** This row is about to go; `null`: it stays after all. */
  onDeciding: (postId: string | null) => void;
}

/** One proposed post: when, where, why, and the two answers to it. */
export function PendingRow({ post, say, diff, onDeciding }: PendingRowProps) {
  const t = useMessages(proposalMessages);
  const format = useFormat();
  const actions = useActions();
  const { pieces } = useStore(run);
  const [busy, setBusy] = useState<'accept' | 'dismiss' | null>(null);
  const piece = pieces.find(({ entryKey }) =>
    post.entries.some((entry) => entry.entryKey === `${entryKey}:${entry.channel}`),
  );
  const title = post.title.trim() === '' ? t('untitled') : post.title;
  const decide = async (how: 'accept' | 'dismiss') => {
    setBusy(how);
    onDeciding(post.postId);
    const done = await (how === 'accept' ? acceptProposed([post]) : dismissProposed([post], say));
    if (done) return;
    setBusy(null);
    onDeciding(null);
  };
  return (
    <li data-pending={post.postId} className="rounded-xl border border-dashed border-line-strong p-3">
      <div className="flex flex-col gap-0.5 text-xs text-ink-soft">
        {post.entries.map((entry) => (
          <span key={entry.id} className="flex items-center gap-1.5">
            <ChannelIcon channel={entry.channel} size={13} named />
            {entry.scheduledAt === null ? null : format.instant(entry.scheduledAt, entry.timezone, 'dateTime')}
          </span>
        ))}
      </div>
      <button
        type="button"
        aria-label={t('openOf', { title })}
        onClick={() => actions.openPost(post.postId)}
        className="mt-1 w-full rounded text-left text-sm leading-snug font-medium hover:underline"
      >
        {title}
      </button>
      {piece === undefined ? null : <p className="mt-1 text-xs text-ink-faint">{piece.reason}</p>}
      <div className="mt-2 flex flex-wrap items-center gap-1.5">
        <ChangeBadge change={changeIn(diff, post.entries[0])} />
        <span className="ml-auto flex gap-1.5">
          <Button
            small
            data-accept=""
            busy={busy === 'accept'}
            icon={<Check size={14} aria-hidden="true" />}
            aria-label={t('acceptOf', { title })}
            onClick={() => void decide('accept')}
          >
            {t('accept')}
          </Button>
          <Button
            small
            look="quiet"
            busy={busy === 'dismiss'}
            icon={<X size={14} aria-hidden="true" />}
            aria-label={t('dismissOf', { title })}
            onClick={() => void decide('dismiss')}
          >
            {t('dismiss')}
          </Button>
        </span>
      </div>
    </li>
  );
}

/** What the last run did with it. */
function ChangeBadge({ change }: { change: PendingChange | null }) {
  const t = useMessages(proposalMessages);
  const format = useFormat();
  if (change === null) return null;
  if (change.kind === 'changed') {
    const what = format.list(change.what.map((each) => t(`what_${each}`)));
    return <Badge tone="progress">{t('change_changed', { what })}</Badge>;
  }
  return <Badge tone={change.kind === 'added' ? 'ready' : 'neutral'}>{t(`change_${change.kind}`)}</Badge>;
}
