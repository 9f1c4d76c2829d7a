import type { TimeSuggestion } from '../../../../src/contract/suggestion.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { ChannelIcon } from '../../ui/index.ts';
import { usePostContext } from '../post-context.ts';
import { suggestMessages } from './messages.ts';
import { withTime } from './suggestable.ts';

/** Further good times, each a press away. */
export function OtherTimes({ said }: { said: TimeSuggestion }) {
  const t = useMessages(suggestMessages);
  const format = useFormat();
  const { form, edit } = usePostContext();
  const others = said.alternatives.filter(({ channel }) => form[channel].on);
  if (others.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-0.5 text-xs text-ink-faint">
      <span className="mr-1">{t('alsoGood')}</span>
      {others.map(({ channel, scheduledAt, timezone }) => (
        <button
          key={`${channel}${scheduledAt}`}
          type="button"
          onClick={() => edit((old) => withTime(old, channel, scheduledAt))}
          className="inline-flex min-h-6 items-center gap-1 rounded px-1.5 text-ink-soft hover:bg-hover hover:text-ink"
        >
          <ChannelIcon channel={channel} size={12} named />
          {format.instant(scheduledAt, timezone, 'dateTime')}
        </button>
      ))}
    </div>
  );
}
