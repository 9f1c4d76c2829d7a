import { Signal as SignalFull, SignalLow, SignalZero, Sparkles } from 'lucide-react';
import type { Signal } from '../../../src/contract/suggestion.ts';
import { tooltip } from '../ui/index.ts';
import type { BestHours } from './best-hours.ts';
import type { Say } from './tile-words.ts';

const STRENGTHS = { none: SignalZero, thin: SignalLow, ok: SignalFull } satisfies Record<Signal, unknown>;

/** What the shaded hours mean, and, by its bars, how much stands behind them. */
export function BestHoursLegend({ best, say }: { best: BestHours; say: Say }) {
  const words = `${say.t('bestHours')} ${say.t(`bestHours_${best.signal}`)}`;
  const Strength = STRENGTHS[best.signal];
  return (
    <>
      <span
        aria-hidden="true"
        data-signal={best.signal}
        className="flex justify-center gap-0.5 pt-2 text-ready"
        {...tooltip(words, 'right')}
      >
        <Sparkles size={13} />
        <Strength size={14} />
      </span>
      <span className="sr-only">{words}</span>
    </>
  );
}
