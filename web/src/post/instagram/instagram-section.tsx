import { platformLength } from '../../../../src/domain/caption.ts';
import { INSTAGRAM_LIMITS } from '../../../../src/domain/limits.ts';
import { useState } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Checkbox, Field, TextArea, TextInput } from '../../ui/index.ts';
import { ChannelSection } from '../fields/channel-section.tsx';
import { ChannelWords } from '../fields/channel-words.tsx';
import { IssueNotes } from '../fields/issue-notes.tsx';
import { AltTexts } from './alt-texts.tsx';
import { instagramMessages } from './messages.ts';
import { PeopleField } from './people-field.tsx';
import { useInstagram } from './use-instagram.ts';

/** Instagram's own choices (instagram.md 5.2). `onShow` brings the preview to Instagram. */
export function InstagramSection({ onShow }: { onShow: () => void }) {
  const t = useMessages(instagramMessages);
  const { payload, kind, disabled, set } = useInstagram();
  const comment = payload.firstComment ?? '';
  return (
    <ChannelSection channel="ig">
      <ChannelWords channel="ig" />
      <PeopleField onShow={onShow} />
      <AltTexts />
      <div data-place="ig.firstComment" className="flex flex-col gap-1.5">
        <Field
          label={t('firstComment')}
          hint={t('firstCommentHint')}
          aside={
            comment === ''
              ? undefined
              : `${String(platformLength(comment))}/${String(INSTAGRAM_LIMITS.firstCommentLength)}`
          }
        >
          {(wired) => (
            <TextArea
              {...wired}
              rows={1}
              value={comment}
              readOnly={disabled}
              onChange={(event) => set('firstComment', event.target.value === '' ? undefined : event.target.value)}
            />
          )}
        </Field>
        <IssueNotes places={['ig.firstComment']} />
      </div>
      <LocationField />
      {kind === 'reel' ? (
        <>
          <Checkbox
            label={t('shareToFeed')}
            hint={t('shareToFeedHint')}
            checked={payload.shareToFeed ?? true}
            disabled={disabled}
            onChange={(checked) => set('shareToFeed', checked)}
          />
          <Checkbox
            label={t('trial')}
            hint={t('trialHint')}
            checked={payload.trial === true}
            disabled={disabled}
            onChange={(checked) => set('trial', checked ? true : undefined)}
          />
        </>
      ) : null}
      <Checkbox
        label={t('aiGenerated')}
        hint={t('aiGeneratedHint')}
        checked={payload.aiGenerated === true}
        disabled={disabled}
        onChange={(checked) => set('aiGenerated', checked ? true : undefined)}
      />
    </ChannelSection>
  );
}

/** Instagram Login has no search for places, so a known id is all that can be given (spec.md 7). */
function LocationField() {
  const t = useMessages(instagramMessages);
  const { payload, disabled, set } = useInstagram();
  const [typed, setTyped] = useState(payload.locationId ?? '');
  const isWrong = typed !== '' && !/^\d{1,30}$/.test(typed);
  return (
    <Field label={t('location')} hint={t('locationHint')} error={isWrong ? t('locationWrong') : null}>
      {(wired) => (
        <TextInput
          {...wired}
          inputMode="numeric"
          value={typed}
          disabled={disabled}
          onChange={(event) => {
            const next = event.target.value.trim();
            setTyped(next);
            // Half a number is kept here and never sent: the server would refuse the whole post for it.
            set('locationId', /^\d{1,30}$/.test(next) ? next : undefined);
          }}
        />
      )}
    </Field>
  );
}
