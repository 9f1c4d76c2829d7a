import { Crosshair } from 'lucide-react';
import { useEffect } from 'react';
import { INSTAGRAM_LIMITS } from '../../../../src/domain/limits.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button, Field } from '../../ui/index.ts';
import { ChipsInput } from '../fields/chips-input.tsx';
import { useUsedPeople } from '../caption/mentions.ts';
import { IssueNotes } from '../fields/issue-notes.tsx';
import { readUsernames } from '../form/words.ts';
import { instagramMessages } from './messages.ts';
import { tagging, useTagging } from './tagging.ts';
import { useInstagram } from './use-instagram.ts';
import { MOST_TAGS, withTag, type UserTag } from './user-tags.ts';

/** Who is in it and who posts it too. On photos a tag has a place; on reels it has none (instagram.md 5.2). */
export function PeopleField({ onShow }: { onShow: () => void }) {
  const t = useMessages(instagramMessages);
  const { payload, kind, disabled, set } = useInstagram();
  const active = useTagging();
  const people = useUsedPeople();
  useEffect(() => () => tagging.set(false), []);
  const onPhoto = kind === 'image' || kind === 'carousel';
  const tags = payload.userTags ?? [];
  const rename = (names: string[]) => {
    const next = names.reduce<UserTag[]>((known, name) => {
      const old = tags.find((tag) => tag.username === name);
      if (old !== undefined) return [...known, old];
      return withTag(known, name, onPhoto ? { x: 0.5, y: 0.5 } : null);
    }, []);
    set('userTags', next.length === 0 ? undefined : next);
  };
  return (
    <div data-place="ig.people" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <Field label={t('tagPeople')} hint={t(onPhoto ? 'tagPeopleHint' : 'tagPeopleReel')}>
          {(wired) => (
            <ChipsInput
              id={wired.id}
              describedBy={wired['aria-describedby']}
              values={tags.map((tag) => tag.username)}
              onChange={rename}
              read={readUsernames}
              endsWithSpace
              prefix="@"
              suggestions={people}
              placeholder={t('tagSomeone')}
              disabled={disabled}
              maximum={MOST_TAGS}
            />
          )}
        </Field>
        {onPhoto && !disabled ? (
          <Button
            small
            className="self-start"
            aria-pressed={active}
            icon={<Crosshair size={14} aria-hidden="true" />}
            onClick={() => {
              tagging.set(!active);
              onShow();
            }}
          >
            {t(active ? 'tagDone' : 'tagStart')}
          </Button>
        ) : null}
        <IssueNotes places={['ig.people']} />
      </div>
      <Field label={t('collaborators')} hint={t('collaboratorsHint')}>
        {(wired) => (
          <ChipsInput
            id={wired.id}
            describedBy={wired['aria-describedby']}
            values={payload.collaborators ?? []}
            onChange={(names) => set('collaborators', names.length === 0 ? undefined : names)}
            read={readUsernames}
            endsWithSpace
            prefix="@"
            suggestions={people}
            placeholder={t('addCollaborator')}
            disabled={disabled}
            maximum={INSTAGRAM_LIMITS.collaborators}
          />
        )}
      </Field>
    </div>
  );
}
