import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Channel } from '../../../../src/contract/channel.ts';
import { useMessages } from '../../i18n/index.ts';
import { ChannelIcon, CHANNEL_NAMES } from '../../ui/index.ts';
import { postMessages } from '../messages.ts';

/** One channel's own fields. Open from the start: what must be chosen must be seen. */
export function ChannelSection({ channel, children }: { channel: Channel; children: ReactNode }) {
  const t = useMessages(postMessages);
  return (
    <details open className="group border-t border-line pt-3" data-section={channel}>
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-md">
        <ChevronRight
          size={15}
          aria-hidden="true"
          className="text-ink-faint transition-transform group-open:rotate-90"
        />
        <ChannelIcon channel={channel} />
        <h3
          className="font-sans text-sm font-semibold tracking-normal"
          aria-label={t('sectionOf', { channel: CHANNEL_NAMES[channel] })}
        >
          {CHANNEL_NAMES[channel]}
        </h3>
      </summary>
      <div className="mt-3 flex flex-col gap-4">{children}</div>
    </details>
  );
}
