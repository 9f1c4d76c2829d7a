import { useMessages } from '../../i18n/index.ts';
import { suggestMessages } from './messages.ts';
import type { FieldSuggestion } from './suggestable.ts';

/** Why, by whom, from what: one line of reason, and under it who spoke. The built-in suggester is never called a model. */
export function Basis({ said }: { said: FieldSuggestion['said'] }) {
  const t = useMessages(suggestMessages);
  const { source, evidence, signal, reason } = said;
  const who =
    source.kind === 'built_in' ? t('builtIn') : t('model', { provider: source.provider, model: source.model });
  const what = [who, ...evidence.map(({ text }) => text), ...(signal === 'ok' ? [] : [t(`signal_${signal}`)])];
  return (
    <span className="flex flex-col">
      <span className="text-ink">{reason}</span>
      <span className="text-ink-faint">{what.join(' · ')}</span>
    </span>
  );
}
