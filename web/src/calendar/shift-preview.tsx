import { ArrowRight, CircleAlert, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BulkShiftReport } from '../../../src/contract/entry.ts';
import type { Tile } from './tiles.ts';
import { titleOf, type Say } from './tile-words.ts';

/** Enough to judge by; nobody reads ten thousand lines. */
const LISTED = 50;

/** What a shift would do: from when to when, with what the clocks change, and what stays and why. */
export function ShiftPreview({ report, tiles, say }: { report: BulkShiftReport; tiles: readonly Tile[]; say: Say }) {
  const tileOf = new Map(tiles.flatMap((tile) => tile.entries.map((entry) => [entry.id, tile] as const)));
  const name = (id: string) => {
    const tile = tileOf.get(id);
    return tile === undefined ? id : titleOf(tile, say);
  };
  const at = (id: string, instant: string) =>
    say.format.instant(instant, tileOf.get(id)?.timezone ?? 'UTC', 'dateTime');
  return (
    <div className="flex flex-col gap-4">
      {report.refused.length === 0 ? null : (
        <Part
          icon={<CircleAlert size={16} aria-hidden="true" className="text-danger" />}
          title={say.t('cannotMove', { count: report.refused.length })}
          count={report.refused.length}
          say={say}
        >
          {report.refused.slice(0, LISTED).map(({ id, message }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-3 py-1">
              <span className="truncate">{name(id)}</span>
              <span className="text-danger">{message}</span>
            </li>
          ))}
        </Part>
      )}
      {report.moved.length === 0 ? null : (
        <Part
          icon={<CircleCheck size={16} aria-hidden="true" className="text-ready" />}
          title={say.t('willMove', { count: report.moved.length })}
          count={report.moved.length}
          say={say}
        >
          {report.moved.slice(0, LISTED).map(({ id, from, to, note }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-2 py-1">
              <span className="min-w-0 flex-1 truncate">{name(id)}</span>
              <span className="text-ink-faint tabular-nums">{at(id, from)}</span>
              <ArrowRight size={13} aria-hidden="true" className="text-ink-faint" />
              <span className="tabular-nums">{at(id, to)}</span>
              {note === undefined ? null : <span className="w-full text-xs text-warning">{note}</span>}
            </li>
          ))}
        </Part>
      )}
    </div>
  );
}

function Part({
  icon,
  title,
  count,
  say,
  children,
}: {
  icon: ReactNode;
  title: string;
  count: number;
  say: Say;
  children: ReactNode;
}) {
  return (
    <section>
      <h3 className="flex items-center gap-1.5 font-sans text-sm font-medium tracking-normal">
        {icon}
        {title}
      </h3>
      <ul
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling box must be reachable by keyboard
        tabIndex={0}
        aria-label={title}
        className="mt-1 max-h-48 divide-y divide-line overflow-y-auto rounded-lg border border-line px-3 text-sm"
      >
        {children}
      </ul>
      {count > LISTED ? (
        <p className="mt-1 text-xs text-ink-faint">{say.t('andMore', { count: count - LISTED })}</p>
      ) : null}
    </section>
  );
}
