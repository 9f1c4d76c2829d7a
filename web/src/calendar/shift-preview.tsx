import { ArrowRight, CircleAlert, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { ChannelIcon } from '../ui/index.ts';
import type { PreviewLine, ShiftLines } from './shift-lines.ts';
import { titleOf, type Say } from './tile-words.ts';

/** Enough to judge by; nobody reads ten thousand lines. */
const LISTED = 50;

/** What a shift would do: from when to when, with what the clocks change, and what stays and why. */
export function ShiftPreview({ lines, say }: { lines: ShiftLines; say: Say }) {
  return (
    <div className="flex flex-col gap-4">
      {lines.refused.length === 0 ? null : (
        <Part
          icon={<CircleAlert size={16} aria-hidden="true" className="text-danger" />}
          title={say.t('cannotMove', { count: lines.refused.length })}
          count={lines.refused.length}
          say={say}
        >
          {[...Map.groupBy(lines.refused.slice(0, LISTED), ({ message }) => message)].map(([message, group]) => (
            <li key={message} className="py-1.5">
              <p className="text-danger">{message}</p>
              <ul>
                {group.map((line) => (
                  <li key={line.key} className="flex items-center gap-2 py-0.5">
                    <Name line={line} say={say} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </Part>
      )}
      {lines.moved.length === 0 ? null : (
        <Part
          icon={<CircleCheck size={16} aria-hidden="true" className="text-ready" />}
          title={say.t('willMove', { count: lines.moved.length })}
          count={lines.moved.length}
          say={say}
        >
          {lines.moved.slice(0, LISTED).map((line) => (
            <li key={line.key} className="flex flex-wrap items-center gap-x-2 py-1.5">
              <Name line={line} say={say} />
              {/* On a phone under the title, with which it would not fit in a line. */}
              <span className="flex items-center gap-x-2 tabular-nums max-sm:w-full">
                <span className="text-ink-faint">{say.format.instant(line.from, line.tile.timezone, 'dateTime')}</span>
                <ArrowRight size={13} aria-hidden="true" className="text-ink-faint" />
                <span>{say.format.instant(line.to, line.tile.timezone, 'dateTime')}</span>
              </span>
              {line.note === undefined ? null : <span className="w-full text-xs text-warning">{line.note}</span>}
            </li>
          ))}
        </Part>
      )}
    </div>
  );
}

function Name({ line, say }: { line: PreviewLine; say: Say }) {
  return (
    <>
      <span className="min-w-0 flex-1 truncate">{titleOf(line.tile, say)}</span>
      <span className="flex w-8 shrink-0 gap-1 text-ink-soft">
        {line.channels.map((channel) => (
          <ChannelIcon key={channel} channel={channel} size={13} />
        ))}
      </span>
    </>
  );
}

interface PartProps {
  icon: ReactNode;
  title: string;
  count: number;
  say: Say;
  children: ReactNode;
}

function Part({ icon, title, count, say, children }: PartProps) {
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
