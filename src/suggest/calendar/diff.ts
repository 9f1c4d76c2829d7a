import type { ProposalDiff, ProposedPiece } from '../../contract/proposal.ts';
import type { ExistingPiece } from './match-pieces.ts';

type What = ProposalDiff['changed'][number]['what'];

/** What of a piece differs from the one that stood there; empty where nothing does. */
export function whatChanged(before: ExistingPiece, now: Omit<ProposedPiece, 'change' | 'index' | 'kind'>): What {
  const what: What = [];
  if (before.title !== now.title) what.push('title');
  if (before.caption !== now.caption) what.push('caption');
  if (before.hashtags.join(' ') !== now.hashtags.join(' ')) what.push('hashtags');
  if (channelsOf(before.slots) !== channelsOf(now.slots)) what.push('channels');
  const isMoved = now.slots.some(({ channel, scheduledAt }) => {
    const old = before.slots.find((slot) => slot.channel === channel);
    return (
      old !== undefined && old.scheduledAt?.epochMilliseconds !== Temporal.Instant.from(scheduledAt).epochMilliseconds
    );
  });
  if (isMoved) what.push('time');
  return what;
}

function channelsOf(slots: readonly { channel: string }[]): string {
  return slots
    .map(({ channel }) => channel)
    .toSorted()
    .join(' ');
}

export function emptyDiff(): ProposalDiff {
  return { added: [], changed: [], unchanged: [], kept: [], removed: [] };
}
