import { Info, Sparkles, TriangleAlert } from 'lucide-react';
import { useMessages } from '../../i18n/index.ts';
import { Button, Field, TextArea } from '../../ui/index.ts';
import { usePostContext } from '../post-context.ts';
import { suggestMessages } from './messages.ts';
import { useSuggestContext } from './suggest-context.ts';
import type { Suggestions } from './use-suggestions.ts';

/** Where a draft begins: a line or two of what it is about, and one press that fills in the rest. */
export function SuggestBar() {
  const t = useMessages(suggestMessages);
  const { form, edit } = usePostContext();
  const suggestions = useSuggestContext();
  if (suggestions === null) return null;
  const isSomething = form.brief.trim() !== '' || form.caption.trim() !== '';
  return (
    <div data-suggest="all" className="flex flex-col gap-2 rounded-xl border border-line bg-canvas p-3">
      <Field label={t('about')}>
        {(wired) => (
          <TextArea
            {...wired}
            rows={2}
            value={form.brief}
            maxLength={20_000}
            placeholder={t('aboutPlaceholder')}
            onChange={(event) => edit((old) => ({ ...old, brief: event.target.value }))}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button
          small
          icon={<Sparkles size={14} aria-hidden="true" />}
          busy={suggestions.isWaiting}
          disabled={!isSomething}
          onClick={suggestions.suggestAll}
        >
          {t('suggest')}
        </Button>
        <p className="min-w-0 flex-1 text-xs text-ink-faint">{t('suggestAllHint')}</p>
      </div>
      <Said suggestions={suggestions} />
    </div>
  );
}

/** What the creator should know about the brief: every risky promise in it, and how the suggestion came about. */
function Said({ suggestions: { risks, notes } }: { suggestions: Suggestions }) {
  const t = useMessages(suggestMessages);
  return (
    <div role="status" className="flex flex-col gap-1.5 empty:hidden">
      {risks.length === 0 ? null : (
        <ul aria-label={t('risks')} className="flex flex-col gap-1.5">
          {risks.map(({ claim, sentence, message }) => (
            <li
              key={`${claim}|${sentence}`}
              className="flex gap-2 rounded-lg bg-warning-soft px-2.5 py-1.5 text-sm text-warning"
            >
              <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
              <span className="min-w-0 break-words">
                <strong className="font-semibold">“{claim}”</strong> {message}
              </span>
            </li>
          ))}
        </ul>
      )}
      {notes.map(({ code, message }) => (
        <p key={`${code}|${message}`} className="flex gap-2 text-xs text-ink-soft">
          <Info size={14} aria-hidden="true" className="mt-px shrink-0" />
          <span className="min-w-0 break-words">{message}</span>
        </p>
      ))}
    </div>
  );
}
