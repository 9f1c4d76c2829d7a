import { Sparkles } from 'lucide-react';
import { tooltip } from '../ui/index.ts';
import type { BestHours } from './best-hours.ts';
import type { Say } from './tile-words.ts';

/** What the shaded hours mean, and how much stands behind them. */
export function BestHoursLegend({ best, say }: { best: BestHours; say: Say }) {
  const words = `${say.t('bestHours')} ${say.t(`bestHours_${best.signal}`)}`;
  return (
    <>
      <span aria-hidden="true" className="flex justify-center pt-2 text-ready" {...tooltip(words, 'right')}>
        <Sparkles size={13} />
      </span>
      <span className="sr-only">{words}</span>
    </>
  );
}
