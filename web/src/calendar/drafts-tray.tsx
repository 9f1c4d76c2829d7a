import { ChevronDown, ChevronUp, PencilLine } from 'lucide-react';
import { useState } from 'react';
import type { Say } from './tile-words.ts';
import { TileView } from './tile.tsx';
import { useCalendar } from './use-calendar.ts';

/** Drafts that no day contains, at the foot of the calendar; from here they are dragged onto one. */
export function DraftsTray({ say, still = false }: { say: Say; still?: boolean }) {
  const { drafts } = useCalendar();
  const [open, setOpen] = useState(false);
  if (drafts.length === 0) return null;
  const Arrow = open ? ChevronDown : ChevronUp;
  return (
    <section aria-label={say.t('drafts')} className="border-t border-line bg-sunken">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 px-4 py-2 text-left text-sm font-medium text-ink-soft hover:text-ink focus-visible:outline-offset-[-2px]"
      >
        <PencilLine size={15} aria-hidden="true" />
        {say.t('draftsShow', { count: drafts.length })}
        <Arrow size={16} aria-hidden="true" className="ml-auto" />
      </button>
      {open ? (
        <div className="px-4 pb-3">
          <p className="mb-2 text-xs text-ink-faint">{say.t('draftsHint')}</p>
          <div
            className="grid max-h-52 grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-2 overflow-y-auto p-0.5"
            data-list=""
          >
            {drafts.map((tile, index) => (
              <div key={tile.id} data-tray="">
                <TileView tile={tile} say={say} still={still} first={index === 0} />
              </div>
            ))}
          </div>
        </div>
      ) : null}
    </section>
  );
}
