import type { RefObject } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import { Basis } from './basis.tsx';
import { Compared } from './compared.tsx';
import { suggestMessages } from './messages.ts';
import type { FieldSuggestion } from './suggestable.ts';
import type { Suggestions } from './use-suggestions.ts';

interface OfferProps {
  suggestion: FieldSuggestion;
  suggestions: Suggestions;
  /** What has the focus once the proposal is gone. */
  after: RefObject<HTMLElement | null>;
}

/** A proposal beside what the creator has: what would change, and two ways out. Nothing changes until one is taken. */
export function Offer({ suggestion, suggestions, after }: OfferProps) {
  const t = useMessages(suggestMessages);
  const { field } = suggestion;
  const choose = (act: (of: typeof field) => void) => {
    act(field);
    after.current?.focus();
  };
  return (
    <div
      role="group"
      aria-label={t('compare')}
      className="flex flex-col gap-2 rounded-xl border border-line bg-progress-soft p-3"
    >
      <p className="text-xs font-medium text-progress">{t('compare')}</p>
      <Compared suggestion={suggestion} />
      <p className="text-xs">
        <Basis said={suggestion.said} />
      </p>
      <div className="flex flex-wrap gap-2">
        <Button small onClick={() => choose(suggestions.take)}>
          {t('use')}
        </Button>
        <Button small look="quiet" onClick={() => choose(suggestions.keepMine)}>
          {t('keep')}
        </Button>
      </div>
    </div>
  );
}
