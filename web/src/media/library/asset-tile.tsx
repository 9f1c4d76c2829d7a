import { Check, FileVideo, Image, TriangleAlert } from 'lucide-react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { durationText } from '../../../../src/domain/media-text.ts';
import { useMessages } from '../../i18n/index.ts';
import { CHANNEL_NAMES, ChannelIcon, classes } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';
import { uploads } from '../uploads/uploads.ts';

interface AssetTileProps {
  asset: Asset;
  /** `undefined`: it opens something instead of being chosen. */
  chosen?: boolean;
  current?: boolean;
  onPress: () => void;
}

/** A file of the library: its picture, its length, and which channels would not take it. */
export function AssetTile({ asset, chosen, current = false, onPress }: AssetTileProps) {
  const t = useMessages(mediaMessages);
  const refusing = (['ig', 'tiktok'] as const).filter((channel) =>
    (asset.fit[channel] ?? []).some((issue) => issue.blocking),
  );
  const verb = chosen === undefined ? 'openDetails' : chosen ? 'deselect' : 'select';
  return (
    <button
      type="button"
      aria-label={t(verb, { name: asset.filename })}
      aria-pressed={chosen}
      aria-current={current ? true : undefined}
      onClick={onPress}
      className={classes(
        'group relative block aspect-square w-full overflow-hidden rounded-lg border bg-sunken content-auto',
        chosen === true || current ? 'border-accent outline-2 outline-accent' : 'border-line',
      )}
    >
      <TilePicture asset={asset} />
      {asset.video === null ? null : (
        <span className="absolute right-1.5 bottom-1.5 rounded bg-black/70 px-1 text-xs text-white tabular-nums">
          {durationText(asset.video.durationMs)}
        </span>
      )}
      {refusing.length === 0 ? null : (
        <span
          className="absolute top-1.5 left-1.5 flex items-center gap-1 rounded bg-warning-soft px-1 py-0.5 text-warning"
          title={refusing.map((channel) => CHANNEL_NAMES[channel]).join(', ')}
        >
          <TriangleAlert size={12} aria-hidden="true" />
          {refusing.map((channel) => (
            <ChannelIcon key={channel} channel={channel} size={12} named />
          ))}
        </span>
      )}
      {chosen === true ? (
        <span className="absolute top-1.5 right-1.5 flex size-5 items-center justify-center rounded-full bg-accent text-on-accent">
          <Check size={13} strokeWidth={3} aria-hidden="true" />
        </span>
      ) : null}
    </button>
  );
}

function TilePicture({ asset }: { asset: Asset }) {
  const local = asset.kind === 'image' ? uploads.previewOf(asset.id) : null;
  const source = asset.thumbnailUrl ?? local;
  if (source !== null) {
    return (
      <img src={source} alt="" loading="lazy" decoding="async" draggable={false} className="size-full object-cover" />
    );
  }
  const Icon = asset.kind === 'video' ? FileVideo : Image;
  return (
    <span className="flex size-full flex-col items-center justify-center gap-1 px-2 text-ink-faint">
      <Icon size={24} aria-hidden="true" />
      <span className="max-w-full truncate text-xs">{asset.filename}</span>
    </span>
  );
}
