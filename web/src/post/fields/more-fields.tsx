import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Field, TextArea, TextInput } from '../../ui/index.ts';
import { readTags } from '../form/words.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { ChipsInput } from './chips-input.tsx';

/** What is only for the creator: none of it is ever sent to a platform. `briefAbove`: the brief has its place elsewhere. */
export function MoreFields({ briefAbove }: { briefAbove: boolean }) {
  const t = useMessages(postMessages);
  const { form, edit, readOnly } = usePostContext();
  // Decided once: typing and clearing must not fold it under the cursor.
  const [open] = useState(form.title !== '' || form.tags.length > 0 || (!briefAbove && form.brief !== ''));
  return (
    <details className="group border-t border-line pt-3" open={open}>
      <summary className="flex cursor-pointer list-none items-center gap-1 rounded-md text-sm font-medium text-ink-soft hover:text-ink">
        <ChevronRight size={15} aria-hidden="true" className="transition-transform group-open:rotate-90" />
        {t(briefAbove ? 'titleAndTags' : 'moreFields')}
      </summary>
      <div className="mt-3 flex flex-col gap-4">
        <Field label={t('title')} hint={t('titleHint')}>
          {(wired) => (
            <TextInput
              {...wired}
              value={form.title}
              maxLength={200}
              readOnly={readOnly}
              onChange={(event) => edit((old) => ({ ...old, title: event.target.value }))}
            />
          )}
        </Field>
        <Field label={t('tags')} hint={t('tagsHint')}>
          {(wired) => (
            <ChipsInput
              id={wired.id}
              describedBy={wired['aria-describedby']}
              values={form.tags}
              onChange={(tags) => edit((old) => ({ ...old, tags }))}
              read={readTags}
              placeholder={t('addTag')}
              disabled={readOnly}
              maximum={30}
            />
          )}
        </Field>
        {briefAbove ? null : (
          <Field label={t('brief')} hint={t('briefHint')}>
            {(wired) => (
              <TextArea
                {...wired}
                rows={3}
                value={form.brief}
                maxLength={20_000}
                readOnly={readOnly}
                onChange={(event) => edit((old) => ({ ...old, brief: event.target.value }))}
              />
            )}
          </Field>
        )}
      </div>
    </details>
  );
}
