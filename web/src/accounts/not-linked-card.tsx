import { useState } from 'react';
import type { Channel } from '../../../src/contract/channel.ts';
import { useMe } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Button, CHANNEL_NAMES, ChannelIcon } from '../ui/index.ts';
import { accountMessages } from './messages.ts';
import { startLinking } from './start-linking.ts';

/** A channel nobody is linked to yet. */
export function NotLinkedCard({ channel }: { channel: Channel }) {
  const t = useMessages(accountMessages);
  const [busy, setBusy] = useState(false);
  const me = useMe();
  const hasApp = me.data?.features.channels.includes(channel) ?? true;
  const name = CHANNEL_NAMES[channel];
  const link = async () => {
    setBusy(true);
    await startLinking(channel);
    setBusy(false);
  };
  return (
    <section
      aria-label={name}
      className="flex flex-col items-start gap-3 rounded-2xl border border-dashed border-line-strong p-5"
    >
      <span className="flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent-text">
        <ChannelIcon channel={channel} size={22} />
      </span>
      <div>
        <h2 className="text-xl">{t('notLinkedTitle', { channel: name })}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t(hasApp ? 'notLinkedText' : 'noApp', { channel: name })}</p>
      </div>
      {hasApp ? (
        <Button look="primary" busy={busy} onClick={() => void link()}>
          {t('link', { channel: name })}
        </Button>
      ) : null}
    </section>
  );
}
