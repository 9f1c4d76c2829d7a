import { Sparkles } from 'lucide-react';
import type { Signal } from '../../../src/contract/suggestion.ts';
import { tooltip } from '../ui/index.ts';
import type { BestHours } from './best-hours.ts';
import type { Say } from './tile-words.ts';

/** How many of the three bars are full. */
const STRENGTHS: Record<Signal, number> = { none: 0, thin: 1, ok: 3 };
const BARS = ['h-1', 'h-2', 'h-3'];

/** What the shaded hours mean, and, by its bars, how much stands behind them. */
export function BestHoursLegend({ best, say }: { best: BestHours; say: Say }) {
  const words = `${say.t('bestHours')} ${say.t(`bestHours_${best.signal}`)}`;
  return (
    <>
      <span
        aria-hidden="true"
        data-signal={best.signal}
        className="flex items-end justify-center gap-1 pt-2 text-ready"
        {...tooltip(words, 'right')}
      >
        <Sparkles size={13} />
        <span className="flex items-end gap-0.5">
          {BARS.map((height, index) => (
            <span
              key={height}
              className={`${height} w-1 rounded-xs ${index < STRENGTHS[best.signal] ? 'bg-ready' : 'bg-line-strong'}`}
            />
          ))}
        </span>
      </span>
      <span className="sr-only">{words}</span>
    </>
  );
}
