import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, keys } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { Field } from '../../ui/index.ts';
import { readHashtags, usedHashtags } from '../form/words.ts';
import { postMessages } from '../messages.ts';
import { Groups } from '../hashtags/groups.tsx';
import { usePostContext } from '../post-context.ts';
import { ChipsInput } from './chips-input.tsx';
import { SuggestLine } from '../suggest/suggest-line.tsx';
import { IssueNotes } from './issue-notes.tsx';

const OFFERED = 6;

/** The hashtags that all channels share, with those this creator uses most at hand. */
export function HashtagsField() {
  const t = useMessages(postMessages);
  const { form, edit, readOnly } = usePostContext();
  const used = useUsedHashtags();
  const set = (hashtags: readonly string[]) => edit((old) => ({ ...old, hashtags }));
  const offered = used.filter((word) => !form.hashtags.includes(word)).slice(0, OFFERED);
  return (
    <div data-place="hashtags" className="flex flex-col gap-1.5">
      <Field label={t('hashtags')} aside={readOnly ? undefined : <Groups values={form.hashtags} onChange={set} />}>
        {(wired) => (
          <ChipsInput
            id={wired.id}
            describedBy={wired['aria-describedby']}
            values={form.hashtags}
            onChange={set}
            read={readHashtags}
            endsWithSpace
            prefix="#"
            suggestions={used}
            placeholder={t('addHashtag')}
            disabled={readOnly}
            maximum={100}
          />
        )}
      </Field>
      {offered.length === 0 || readOnly ? null : (
        <div className="flex flex-wrap items-center gap-x-1 gap-y-0.5 text-xs text-ink-faint">
          <span className="mr-1">{t('usedBefore')}</span>
          {offered.map((word) => (
            <button
              key={word}
              type="button"
              onClick={() => set([...form.hashtags, word])}
              className="min-h-6 rounded px-1 text-ink-soft hover:bg-hover hover:text-ink"
            >
              #{word}
            </button>
          ))}
        </div>
      )}
      <SuggestLine field="hashtags" />
      <IssueNotes places={['hashtags']} />
    </div>
  );
}

/** From the creator's own posts; while they are not known, or none, nothing is offered. */
export function useUsedHashtags(): readonly string[] {
  const posts = useQuery({
    queryKey: [...keys.posts.all, 'recent'],
    queryFn: ({ signal }) => call('listPosts', { query: { limit: 60 } }, { signal }),
    staleTime: 300_000,
  });
  return useMemo(() => usedHashtags(posts.data ?? []), [posts.data]);
}
