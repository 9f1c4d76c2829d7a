import { Play, Volume2, VolumeX } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { uploads } from '../../media/uploads/uploads.ts';
import { useMessages } from '../../i18n/index.ts';
import { classes } from '../../ui/index.ts';
import { postMessages } from '../messages.ts';
import type { Frame } from './framing.ts';

/** A video in a channel's frame: still on its cover, played by a press, as in the apps without any controls over it. */
export function FramedVideo({
  asset,
  frame,
  coverTimeMs,
  still,
}: {
  asset: Asset;
  frame: Frame;
  coverTimeMs: number | undefined;
  /** What lies over it until it is played: a cover of its own. */
  still: ReactNode;
}) {
  const t = useMessages(postMessages);
  const video = useRef<HTMLVideoElement>(null);
  const [playing, setPlaying] = useState(false);
  const [muted, setMuted] = useState(true);
  const source = uploads.previewOf(asset.id) ?? asset.url;
  // The fragment makes browsers show that frame before playing.
  const at = coverTimeMs === undefined ? 0.1 : coverTimeMs / 1000;
  const toggle = () => {
    const element = video.current;
    if (element === null) return;
    if (element.paused) element.play().catch(() => setPlaying(false));
    else element.pause();
  };
  return (
    <div className="relative size-full bg-black">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the creator's own raw video has no captions file */}
      <video
        ref={video}
        key={`${source}#${String(at)}`}
        src={`${source}#t=${String(at)}`}
        poster={coverTimeMs === undefined ? (asset.thumbnailUrl ?? undefined) : undefined}
        muted={muted}
        loop
        playsInline
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        className={classes('size-full', frame.how === 'fill' ? 'object-cover' : 'object-contain')}
      />
      {playing || still === null ? null : <div className="absolute inset-0">{still}</div>}
      <button
        type="button"
        aria-label={t(playing ? 'pauseVideo' : 'playVideo')}
        onClick={toggle}
        className="absolute inset-0 flex items-center justify-center text-white"
      >
        {playing ? null : (
          <span className="flex size-14 items-center justify-center rounded-full bg-black/45">
            <Play size={26} fill="currentColor" aria-hidden="true" className="ml-1" />
          </span>
        )}
      </button>
      <button
        type="button"
        aria-label={t(muted ? 'soundOn' : 'soundOff')}
        onClick={() => setMuted(!muted)}
        className="absolute top-2.5 left-2.5 flex size-8 items-center justify-center rounded-full bg-black/45 text-white"
      >
        {muted ? <VolumeX size={16} aria-hidden="true" /> : <Volume2 size={16} aria-hidden="true" />}
      </button>
    </div>
  );
}
