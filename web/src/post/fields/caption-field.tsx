import type { Channel } from '../../../../src/contract/channel.ts';
import { composeCaption, graphemeLength, platformLength } from '../../../../src/domain/caption.ts';
import { kindOf } from '../../../../src/domain/entry-kind.ts';
import { INSTAGRAM_LIMITS, TIKTOK_LIMITS } from '../../../../src/domain/limits.ts';
import { useMemo } from 'react';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { ChannelIcon, CHANNEL_NAMES, classes, Field } from '../../ui/index.ts';
import { CaptionArea } from '../caption/caption-area.tsx';
import { channelsOf } from '../form/post-form.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { SuggestLine } from '../suggest/suggest-line.tsx';
import { IssueNotes } from './issue-notes.tsx';

/** The caption that all channels share, with what each of them has left. */
export function CaptionField() {
  const t = useMessages(postMessages);
  const { form, edit, readOnly } = usePostContext();
  const counted = channelsOf(form).filter((channel) => form[channel].payload.caption === undefined);
  return (
    <div data-place="caption" className="flex flex-col gap-1.5">
      <Field label={t('caption')} aside={<Counters channels={counted} />}>
        {(wired) => (
          <CaptionArea
            {...wired}
            className="min-h-28"
            value={form.caption}
            readOnly={readOnly}
            placeholder={t('captionPlaceholder')}
            onChange={(caption) => edit((old) => ({ ...old, caption }))}
            below={<SuggestLine field="caption" />}
          />
        )}
      </Field>
      <IssueNotes places={['caption']} />
    </div>
  );
}

/**
 * How long the text is as a person counts, and what each channel has left as it counts: with the hashtags that will
 * be added, in the platform's own unit.
 */
export function Counters({ channels }: { channels: readonly Channel[] }) {
  const t = useMessages(postMessages);
  const { tag } = useFormat();
  const { form, shown } = usePostContext();
  const segmenter = useMemo(() => new Intl.Segmenter(tag, { granularity: 'grapheme' }), [tag]);
  const only = channels.length === 1 ? channels[0] : undefined;
  const own = only === undefined ? undefined : form[only].payload.caption;
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-3 tabular-nums">
      <span>{t('characters', { count: graphemeLength(own ?? form.caption, segmenter) })}</span>
      {channels.map((channel) => {
        const text = composeCaption({ shared: form, override: form[channel].payload });
        const isPhotos =
          kindOf(
            'tiktok',
            shown.map((asset) => asset.kind),
          ) === 'photos';
        const left = captionLimit(channel, isPhotos) - platformLength(text);
        return (
          <span
            key={channel}
            data-counter={channel}
            className={classes(
              'inline-flex items-baseline gap-1',
              left < 0 ? 'font-medium text-danger' : left < 100 && 'font-medium text-warning',
            )}
          >
            <span className="self-center">
              <ChannelIcon channel={channel} size={12} />
            </span>
            <span className="sr-only">{CHANNEL_NAMES[channel]}: </span>
            {left < 0 ? t('over', { count: -left }) : t('left', { count: left })}
          </span>
        );
      })}
    </span>
  );
}

function captionLimit(channel: Channel, isPhotos: boolean): number {
  if (channel === 'ig') return INSTAGRAM_LIMITS.captionLength;
  return isPhotos ? TIKTOK_LIMITS.photoDescriptionLength : TIKTOK_LIMITS.videoTitleLength;
}
