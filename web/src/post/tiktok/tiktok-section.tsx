import { TIKTOK_LIMITS } from '../../../../src/domain/limits.ts';
import { platformLength } from '../../../../src/domain/caption.ts';
import { useMessages } from '../../i18n/index.ts';
import { Checkbox, Field, TextInput } from '../../ui/index.ts';
import { ChannelSection } from '../fields/channel-section.tsx';
import { ChannelWords } from '../fields/channel-words.tsx';
import { IssueNotes } from '../fields/issue-notes.tsx';
import { Creator } from './creator.tsx';
import { Disclosure } from './disclosure.tsx';
import { Interactions } from './interactions.tsx';
import { tiktokMessages } from './messages.ts';
import { ModeChoice } from './mode-choice.tsx';
import { PhotoOptions } from './photo-options.tsx';
import { PrivacyField } from './privacy-field.tsx';
import { useTiktok } from './use-tiktok.ts';

/** Everything TikTok's audit wants shown and chosen by hand (tiktok.md 11: U1 to U18). */
export function TiktokSection() {
  const t = useMessages(tiktokMessages);
  const { payload, isPhotos, set, disabled } = useTiktok();
  const direct = payload.mode === 'direct';
  const titleLength = platformLength(payload.title ?? '');
  return (
    <ChannelSection channel="tiktok">
      <Creator />
      <ModeChoice />
      {isPhotos ? (
        <div data-place="tiktok.title" className="flex flex-col gap-1.5">
          <Field
            label={t('title')}
            hint={t('titleHint')}
            aside={`${String(titleLength)}/${String(TIKTOK_LIMITS.photoTitleLength)}`}
          >
            {(wired) => (
              <TextInput
                {...wired}
                value={payload.title ?? ''}
                disabled={disabled}
                onChange={(event) => set('title', event.target.value === '' ? undefined : event.target.value)}
              />
            )}
          </Field>
          <IssueNotes places={['tiktok.title']} />
        </div>
      ) : null}
      <ChannelWords channel="tiktok" />
      {direct ? (
        <>
          <PrivacyField />
          <Interactions />
          <Disclosure />
          {isPhotos ? <PhotoOptions /> : null}
          {/* Photos cannot be labelled by an app; what was ticked for a video can still be taken back. */}
          {isPhotos && !payload.aiGenerated ? null : <AiLabel />}
          <div data-place="tiktok.music" className="flex flex-col gap-1.5">
            <Checkbox
              label={t('confirmMusic')}
              checked={payload.musicConfirmed}
              disabled={disabled}
              onChange={(checked) => set('musicConfirmed', checked)}
            />
            <IssueNotes places={['tiktok.music']} />
          </div>
          <p className="text-xs text-ink-faint">{t('processingNotice')}</p>
        </>
      ) : null}
    </ChannelSection>
  );
}

function AiLabel() {
  const t = useMessages(tiktokMessages);
  const { payload, set, disabled } = useTiktok();
  return (
    <Checkbox
      label={t('aiGenerated')}
      hint={t('aiGeneratedHint')}
      checked={payload.aiGenerated}
      disabled={disabled}
      onChange={(checked) => set('aiGenerated', checked)}
    />
  );
}
