import type { CaptionSuggestion, CaptionVariant } from '../../../../src/contract/suggestion.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button, ChannelIcon, CHANNEL_NAMES } from '../../ui/index.ts';
import type { PostForm } from '../form/post-form.ts';
import { usePostContext } from '../post-context.ts';
import { suggestMessages } from './messages.ts';

/**
 * Where a channel is better served by other words, they are offered and never put in by themselves: a channel with a
 * text of its own no longer follows the shared one.
 */
export function ChannelVariants({ said }: { said: CaptionSuggestion }) {
  const t = useMessages(suggestMessages);
  const { form, edit, isLocked } = usePostContext();
  const open = said.variants.filter(({ channel }) => form[channel].on && !isLocked(channel));
  const news = open.filter((variant) => withVariant(form, variant, said.text) !== form);
  return news.map((variant) => {
    const { channel, text, title, reason } = variant;
    return (
      <div key={channel} className="flex flex-wrap items-start gap-2 rounded-lg bg-sunken p-2.5 text-xs text-ink-soft">
        <ChannelIcon channel={channel} size={14} />
        <div className="min-w-0 flex-1">
          <p className="font-medium text-ink">{t('variantFor', { channel: CHANNEL_NAMES[channel] })}</p>
          <p>{reason}</p>
          <p className="mt-1 line-clamp-3 break-words text-ink-faint">
            {[title, text === said.text ? undefined : text].filter((part) => part !== undefined).join(' — ')}
          </p>
        </div>
        <Button small onClick={() => edit((old) => withVariant(old, variant, said.text))}>
          {t('useVariant', { channel: CHANNEL_NAMES[channel] })}
        </Button>
      </div>
    );
  });
}

/** The form with the channel's own words; the same form where it has them, or words the creator chose. */
function withVariant(form: PostForm, { channel, text, title }: CaptionVariant, shared: string): PostForm {
  const { payload } = form[channel];
  const caption = text !== shared && payload.caption === undefined ? { caption: text } : {};
  const named =
    channel === 'tiktok' && title !== undefined && (form.tiktok.payload.title ?? '') === '' ? { title } : {};
  if (Object.keys(caption).length + Object.keys(named).length === 0) return form;
  return { ...form, [channel]: { ...form[channel], payload: { ...payload, ...caption, ...named } } };
}
