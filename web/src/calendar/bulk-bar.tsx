import { CalendarClock, Copy, ListChecks, Trash2, X } from 'lucide-react';
import { Button, IconButton } from '../ui/index.ts';
import { selection, useSelection } from './selection.ts';
import type { Say } from './tile-words.ts';
import { useActions } from './use-actions.ts';
import { useCalendar } from './use-calendar.ts';

/** What to do with everything selected; there while something is. */
export function BulkBar({ say }: { say: Say }) {
  const chosen = useSelection();
  const { tiles, drafts } = useCalendar();
  const actions = useActions();
  if (chosen.size === 0) return null;
  const selected = [...tiles, ...drafts].filter((tile) => chosen.has(tile.id));
  if (selected.length === 0) return null;
  const dated = selected.filter((tile) => tile.atMs !== null);
  return (
    <div
      role="toolbar"
      aria-label={say.t('selectedCount', { count: selected.length })}
      className="flex flex-wrap items-center gap-1.5 border-t border-line bg-surface px-3 py-2 shadow-float"
    >
      <span className="mr-2 text-sm font-medium" role="status">
        {say.t('selectedCount', { count: selected.length })}
      </span>
      <Button
        small
        look="primary"
        icon={<CalendarClock size={14} aria-hidden="true" />}
        disabled={dated.length === 0}
        onClick={() => actions.ask({ kind: 'shift', tiles: dated })}
      >
        {say.t('shift')}
      </Button>
      <Button small icon={<Copy size={14} aria-hidden="true" />} onClick={() => actions.duplicate(selected)}>
        {say.t('duplicate')}
      </Button>
      <Button
        small
        look="danger"
        icon={<Trash2 size={14} aria-hidden="true" />}
        onClick={() => actions.remove(selected)}
      >
        {say.t('delete')}
      </Button>
      <Button
        small
        look="quiet"
        icon={<ListChecks size={14} aria-hidden="true" />}
        onClick={() => selection.all(tiles.map((tile) => tile.id))}
      >
        {say.t('selectAll')}
      </Button>
      <IconButton label={say.t('clearSelection')} small className="ml-auto" onClick={() => selection.clear()}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
