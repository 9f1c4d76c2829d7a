import { ImagePlus } from 'lucide-react';
import type { Channel } from '../../../../src/contract/channel.ts';
import { composeCaption } from '../../../../src/domain/caption.ts';
import { useOwnCover } from '../cover/use-own-cover.ts';
import { useMessages } from '../../i18n/index.ts';
import { ChannelIcon, CHANNEL_NAMES, classes } from '../../ui/index.ts';
import { channelsOf } from '../form/post-form.ts';
import { PeopleOnImage } from '../instagram/people-on-image.tsx';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { useMoveFile } from '../use-move-file.ts';
import { FramedMedia } from './framed-media.tsx';
import { frameOf } from './framing.ts';
import { InstagramFrame } from './instagram-frame.tsx';
import { Swipe } from './swipe.tsx';
import { TiktokFrame } from './tiktok-frame.tsx';

interface PreviewProps {
  channel: Channel;
  onChannel: (channel: Channel) => void;
  index: number;
  onIndex: (index: number) => void;
}

/** The post as each channel would show it. */
export function Preview({ channel, onChannel, index, onIndex }: PreviewProps) {
  const t = useMessages(postMessages);
  const { form, shown } = usePostContext();
  const channels = channelsOf(form);
  return (
    <section aria-label={t('previewOf', { channel: CHANNEL_NAMES[channel] })} className="flex flex-1 flex-col gap-3">
      {channels.length > 1 ? <ChannelTabs channel={channel} onChannel={onChannel} channels={channels} /> : null}
      <div className="flex min-h-0 flex-1 flex-col">
        {shown.length === 0 ? (
          <Nothing />
        ) : (
          <InApp channel={channel} index={Math.min(index, shown.length - 1)} onIndex={onIndex} />
        )}
      </div>
    </section>
  );
}

function InApp({ channel, index, onIndex }: { channel: Channel; index: number; onIndex: (index: number) => void }) {
  const t = useMessages(postMessages);
  const { form, shown, accountOf } = usePostContext();
  const account = accountOf(channel);
  const frame = frameOf(channel, shown);
  const move = useMoveFile(onIndex);
  const shared = {
    name: account?.capabilities.nickname ?? account?.displayName ?? CHANNEL_NAMES[channel],
    username: account?.username ?? t('yourAccount'),
    avatarUrl: account?.avatarUrl ?? null,
    caption: composeCaption({ shared: form, override: form[channel].payload }),
    frame,
    index,
    count: shown.length,
  };
  const cover = useOwnCover().asset;
  const coverTimeMs = form[channel].payload.coverTimeMs ?? form.cover?.timeMs;
  const media = (
    <Swipe index={index} onIndex={onIndex} onMove={move} label={t('media')}>
      {shown.map((asset) => (
        <FramedMedia
          key={asset.id}
          asset={asset}
          frame={frame}
          alt={form.ig.payload.altText?.[asset.id] ?? asset.filename}
          coverTimeMs={coverTimeMs}
          cover={channel === 'ig' && frame.kind === 'reel' ? cover : null}
        />
      ))}
    </Swipe>
  );
  if (channel === 'tiktok') {
    return (
      <TiktokFrame {...shared} title={frame.kind === 'photos' ? (form.tiktok.payload.title ?? '') : ''}>
        {media}
      </TiktokFrame>
    );
  }
  return (
    <InstagramFrame {...shared} place={null}>
      {media}
      {index === 0 ? <PeopleOnImage /> : null}
    </InstagramFrame>
  );
}

function ChannelTabs({
  channel,
  onChannel,
  channels,
}: {
  channel: Channel;
  onChannel: (channel: Channel) => void;
  channels: readonly Channel[];
}) {
  const t = useMessages(postMessages);
  return (
    <div
      role="radiogroup"
      aria-label={t('preview')}
      className="mx-auto flex rounded-lg border border-line bg-sunken p-0.5"
    >
      {channels.map((each) => (
        <button
          key={each}
          type="button"
          role="radio"
          aria-checked={each === channel}
          tabIndex={each === channel ? 0 : -1}
          onClick={() => onChannel(each)}
          onKeyDown={(event) => {
            if (!event.key.startsWith('Arrow')) return;
            event.preventDefault();
            onChannel(each === 'ig' ? 'tiktok' : 'ig');
            const other = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling;
            if (other instanceof HTMLElement) other.focus();
          }}
          className={classes(
            'flex min-h-7 items-center gap-1.5 rounded-md px-3 text-xs font-medium',
            each === channel ? 'bg-surface text-ink shadow-raised' : 'text-ink-soft',
          )}
        >
          <ChannelIcon channel={each} size={13} />
          {CHANNEL_NAMES[each]}
        </button>
      ))}
    </div>
  );
}

function Nothing() {
  const t = useMessages(postMessages);
  return (
    <div className="m-auto flex aspect-[4/5] max-h-full w-full max-w-[22rem] flex-col items-center justify-center gap-2 rounded-xl border border-dashed border-line-strong px-8 text-center text-ink-faint max-lg:aspect-[2/1]">
      <ImagePlus size={28} aria-hidden="true" />
      <p className="text-sm">{t('noMedia')}</p>
    </div>
  );
}
