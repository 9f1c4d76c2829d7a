import { useMessages } from '../../i18n/index.ts';
import { historyMessages } from './messages.ts';
import { stepName } from './step-words.ts';

/** How far an attempt got. A step without a plain name is shown as the record has it: better than hiding it. */
export function Reached({ step }: { step: string | null }) {
  const t = useMessages(historyMessages);
  if (step === null) return null;
  const name = stepName(step);
  return <p className="text-xs text-ink-soft">{t('reached', { step: name === null ? step : t(`step_${name}`) })}</p>;
}
