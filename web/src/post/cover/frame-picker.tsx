import { useEffect, useRef, useState } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { durationText } from '../../../../src/domain/media-text.ts';
import { uploads } from '../../media/uploads/uploads.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import { coverMessages } from './messages.ts';
import { secondsText } from './seconds-text.ts';

interface FramePickerProps {
  asset: Asset;
  /** Where the cover is now; `null` is the first frame. */
  timeMs: number | null;
  onChange: (timeMs: number | null) => void;
  disabled: boolean;
}

/** Scrubs through the video to the frame that stands for it. The slider works by hand and by keys. */
export function FramePicker({ asset, timeMs, onChange, disabled }: FramePickerProps) {
  const t = useMessages(coverMessages);
  const video = useRef<HTMLVideoElement>(null);
  const [held, setHeld] = useState({ of: timeMs, at: timeMs ?? 0 });
  // A frame chosen elsewhere (suggested, or in another window) is shown here too.
  const at = held.of === timeMs ? held.at : (timeMs ?? 0);
  const [broken, setBroken] = useState(false);
  // One frame short of the end: a cover must lie inside (instagram.md 5.2).
  const last = Math.max(0, (asset.video?.durationMs ?? 0) - 50);
  useEffect(() => {
    if (video.current !== null) video.current.currentTime = (timeMs ?? 0) / 1000;
  }, [timeMs]);
  const seek = (next: number) => {
    setHeld({ of: timeMs, at: next });
    if (video.current !== null) video.current.currentTime = next / 1000;
  };
  return (
    <div className="flex items-center gap-3 rounded-xl border border-line p-2.5">
      {broken ? null : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a silent still, looked through frame by frame
        <video
          ref={video}
          src={uploads.previewOf(asset.id) ?? asset.url}
          muted
          playsInline
          preload="auto"
          onError={() => setBroken(true)}
          onLoadedMetadata={(event) => (event.currentTarget.currentTime = at / 1000)}
          className="h-24 w-14 shrink-0 rounded-md bg-black object-cover"
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <p className="text-xs text-ink-faint">{t(broken ? 'noVideo' : disabled ? 'hintAlone' : 'hint')}</p>
        <input
          type="range"
          min={0}
          max={last}
          step={40}
          value={Math.min(at, last)}
          disabled={disabled}
          aria-label={t('frame')}
          aria-valuetext={durationText(at)}
          onChange={(event) => seek(Number(event.target.value))}
          className="w-full accent-accent"
        />
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-xs text-ink-soft tabular-nums">{t('at', { time: secondsText(at) })}</span>
          <span className="flex-1" />
          {timeMs === null || disabled ? null : (
            <Button
              look="quiet"
              small
              onClick={() => {
                seek(0);
                onChange(null);
              }}
            >
              {t('reset')}
            </Button>
          )}
          <Button small disabled={disabled || at === (timeMs ?? 0)} onClick={() => onChange(Math.round(at))}>
            {t('use')}
          </Button>
        </div>
      </div>
    </div>
  );
}
