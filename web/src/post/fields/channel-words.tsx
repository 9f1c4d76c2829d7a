import type { Channel } from '../../../../src/contract/channel.ts';
import { useMessages } from '../../i18n/index.ts';
import { Badge, Button, CHANNEL_NAMES, Field } from '../../ui/index.ts';
import { CaptionArea } from '../caption/caption-area.tsx';
import type { PostForm } from '../form/post-form.ts';
import { withField } from '../form/post-form.ts';
import { readHashtags } from '../form/words.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { Counters } from './caption-field.tsx';
import { ChipsInput } from './chips-input.tsx';
import { useUsedHashtags } from './hashtags-field.tsx';
import { IssueNotes } from './issue-notes.tsx';

/** The channel's own caption and hashtags: as shared, until the creator wants them to differ; back with one press. */
export function ChannelWords({ channel }: { channel: Channel }) {
  const t = useMessages(postMessages);
  const { form, edit, readOnly, isLocked } = usePostContext();
  const used = useUsedHashtags();
  const disabled = readOnly || isLocked(channel);
  const { caption, hashtags } = form[channel].payload;
  const name = { channel: CHANNEL_NAMES[channel] };
  const set = (key: 'caption' | 'hashtags', value: string | string[] | undefined) =>
    edit((old) => withWords(old, channel, key, value));
  return (
    <>
      <div data-place={`${channel}.caption`} className="flex flex-col gap-1.5">
        {caption === undefined ? (
          <AsShared
            text={t('sharedCaption')}
            action={t('writeOwn', name)}
            disabled={disabled}
            onPress={() => set('caption', form.caption)}
          />
        ) : (
          <>
            <Field label={t('ownCaption', name)} aside={<Counters channels={[channel]} />}>
              {(wired) => (
                <CaptionArea
                  {...wired}
                  rows={3}
                  value={caption}
                  readOnly={disabled}
                  onChange={(own) => set('caption', own)}
                />
              )}
            </Field>
            <Differs differs={caption !== form.caption} disabled={disabled} onReset={() => set('caption', undefined)} />
            <IssueNotes places={[`${channel}.caption`]} />
          </>
        )}
      </div>
      <div data-place={`${channel}.hashtags`} className="flex flex-col gap-1.5">
        {hashtags === undefined ? (
          <AsShared
            text={t('sharedHashtags')}
            action={t('chooseOwn', name)}
            disabled={disabled}
            onPress={() => set('hashtags', [...form.hashtags])}
          />
        ) : (
          <>
            <Field label={t('ownHashtags', name)}>
              {(wired) => (
                <ChipsInput
                  id={wired.id}
                  describedBy={wired['aria-describedby']}
                  values={hashtags}
                  onChange={(values) => set('hashtags', values)}
                  read={readHashtags}
                  endsWithSpace
                  prefix="#"
                  suggestions={used}
                  placeholder={t('addHashtag')}
                  disabled={disabled}
                  maximum={100}
                />
              )}
            </Field>
            <Differs
              differs={hashtags.join(' ') !== form.hashtags.join(' ')}
              disabled={disabled}
              onReset={() => set('hashtags', undefined)}
            />
            <IssueNotes places={[`${channel}.hashtags`]} />
          </>
        )}
      </div>
    </>
  );
}

function AsShared({
  text,
  action,
  disabled,
  onPress,
}: {
  text: string;
  action: string;
  disabled: boolean;
  onPress: () => void;
}) {
  return (
    <p className="flex flex-wrap items-center justify-between gap-x-3 text-sm text-ink-faint">
      {text}
      {disabled ? null : (
        <Button look="quiet" small onClick={onPress}>
          {action}
        </Button>
      )}
    </p>
  );
}

function Differs({ differs, disabled, onReset }: { differs: boolean; disabled: boolean; onReset: () => void }) {
  const t = useMessages(postMessages);
  return (
    <div className="flex items-center gap-2">
      {differs ? <Badge tone="accent">{t('differs')}</Badge> : null}
      {disabled ? null : (
        <Button look="quiet" small onClick={onReset}>
          {t('useShared')}
        </Button>
      )}
    </div>
  );
}

function withWords(
  form: PostForm,
  channel: Channel,
  key: 'caption' | 'hashtags',
  value: string | string[] | undefined,
): PostForm {
  const payload = withField(form[channel].payload, key, value as never);
  return { ...form, [channel]: { ...form[channel], payload } };
}
