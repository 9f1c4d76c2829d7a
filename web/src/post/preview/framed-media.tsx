import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { uploads } from '../../media/uploads/uploads.ts';
import { classes } from '../../ui/index.ts';
import { FramedVideo } from './framed-video.tsx';
import { placementOf, seenPart, type Frame } from './framing.ts';

interface FramedMediaProps {
  asset: Asset;
  frame: Frame;
  /** For those who do not see it; empty while none was written. */
  alt: string;
  /** The second a still video shows: its cover. */
  coverTimeMs?: number | undefined;
  /** The picture that stands for the video instead of one of its frames. */
  cover?: Asset | null;
}

/** One file in a channel's frame: cut to it, or whole with bars, exactly as it will be shown. */
export function FramedMedia({ asset, frame, alt, coverTimeMs, cover = null }: FramedMediaProps) {
  if (asset.kind === 'video') {
    const still = cover === null ? null : <FramedImage asset={cover} frame={{ ...frame, how: 'fill' }} alt="" />;
    return <FramedVideo asset={asset} frame={frame} coverTimeMs={coverTimeMs} still={still} />;
  }
  return <FramedImage asset={asset} frame={frame} alt={alt} />;
}

function FramedImage({ asset, frame, alt }: { asset: Asset; frame: Frame; alt: string }) {
  const [broken, setBroken] = useState(false);
  const source = uploads.previewOf(asset.id) ?? asset.url;
  if (broken && asset.thumbnailUrl === null) return <Broken />;
  const shown = broken ? (asset.thumbnailUrl ?? source) : source;
  if (frame.how === 'fit' && asset.crop === null) {
    return (
      <img
        src={shown}
        alt={alt}
        draggable={false}
        onError={() => setBroken(true)}
        className="size-full object-contain"
      />
    );
  }
  const own = (asset.width * (asset.crop?.width ?? 1)) / (asset.height * (asset.crop?.height ?? 1));
  const picture = (aspect: number) => (
    <img
      src={shown}
      alt={alt}
      draggable={false}
      onError={() => setBroken(true)}
      className="absolute max-w-none"
      style={placementOf(seenPart(asset, aspect))}
    />
  );
  if (frame.how === 'fill') return <div className="relative size-full overflow-hidden">{picture(frame.aspect)}</div>;
  // A cropped picture shown whole keeps its crop's shape between the bars.
  const wide = own > frame.aspect;
  return (
    <div className="flex size-full items-center justify-center">
      <div className={classes('relative overflow-hidden', wide ? 'w-full' : 'h-full')} style={{ aspectRatio: own }}>
        {picture(own)}
      </div>
    </div>
  );
}

function Broken() {
  return (
    <div className="flex size-full items-center justify-center text-ink-faint">
      <ImageOff size={28} aria-hidden="true" />
    </div>
  );
}
