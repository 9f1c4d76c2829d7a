import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { reasonForFrame } from '../../../../src/domain/cover-words.ts';
import { useLocale, useMessages } from '../../i18n/index.ts';
import { Button, classes } from '../../ui/index.ts';
import { framesOf, useFrames, type ReadFrame } from './frames.ts';
import { coverMessages } from './messages.ts';
import { secondsText } from './seconds-text.ts';

interface OfferedFramesProps {
  asset: Asset;
  timeMs: number | null;
  onChange: (timeMs: number) => void;
}

/** Up to three frames of the video that would make good covers, each with its reason; one press takes one. */
export function OfferedFrames({ asset, timeMs, onChange }: OfferedFramesProps) {
  const t = useMessages(coverMessages);
  const locale = useLocale();
  const story = useFrames(asset, true);
  if (story === null) return null;
  switch (story.kind) {
    case 'reading':
      return <Reading done={story.done} count={story.count} />;
    case 'unreadable':
    case 'insecure':
      return (
        <p role="status" className="text-xs text-ink-soft">
          {t(story.kind)}
        </p>
      );
    case 'failed':
      return (
        <p role="status" className="flex items-center gap-2 text-xs text-ink-soft">
          {t('failed')}
          <Button look="quiet" small onClick={() => void framesOf(asset)}>
            {t('tryAgain')}
          </Button>
        </p>
      );
    case 'read': {
      const count = story.frames.length;
      return (
        <div role="group" aria-label={t('offered')} className="grid grid-cols-3 gap-2">
          {story.chosen.map((frame, index) => (
            <Offered
              key={frame.timeMs}
              at={frame.timeMs}
              picture={story.frames.find(({ measure }) => measure.timeMs === frame.timeMs)?.picture}
              reason={reasonForFrame(frame, { isBest: index === 0, count }, locale)}
              isChosen={timeMs === frame.timeMs}
              onChoose={() => onChange(frame.timeMs)}
            />
          ))}
          {story.chosen.length === 1 ? (
            <p className="col-span-2 self-center text-xs text-ink-faint">{t('alike')}</p>
          ) : null}
        </div>
      );
    }
  }
}

/** As much room as the frames will take, so that nothing below jumps when they come. */
function Reading({ done, count }: { done: number; count: number }) {
  const t = useMessages(coverMessages);
  return (
    <div className="flex flex-col gap-2">
      <div aria-hidden="true" className="grid grid-cols-3 gap-2">
        {['a', 'b', 'c'].map((name) => (
          <span key={name} className="h-36 animate-pulse rounded-lg bg-sunken motion-reduce:animate-none" />
        ))}
      </div>
      <label className="flex flex-col gap-1 text-xs text-ink-faint">
        {t('reading', { done, count })}
        <progress value={done} max={count} className="h-1 w-full accent-accent" />
      </label>
    </div>
  );
}

interface OfferedProps {
  at: number;
  picture: ReadFrame['picture'] | undefined;
  reason: string;
  isChosen: boolean;
  onChoose: () => void;
}

function Offered({ at, picture, reason, isChosen, onChoose }: OfferedProps) {
  const t = useMessages(coverMessages);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={classes(
        'relative flex flex-col gap-1 rounded-xl border p-1.5 text-left transition-colors hover:bg-hover',
        isChosen ? 'border-accent ring-1 ring-accent' : 'border-line',
      )}
    >
      <Picture picture={picture} />
      {isChosen ? (
        <span className="absolute top-3 right-3 flex size-5 items-center justify-center rounded-full bg-accent text-on-accent">
          <Check size={13} aria-hidden="true" />
        </span>
      ) : null}
      <span className="px-0.5 text-xs font-medium text-ink tabular-nums">
        <span className="sr-only">{t('frameAt', { time: secondsText(at) })}. </span>
        <span aria-hidden="true">{secondsText(at)}</span>
      </span>
      <span className="px-0.5 text-xs leading-snug text-ink-soft">{reason}</span>
    </button>
  );
}

/** Drawn from the frame that was measured: nothing is fetched or decoded a second time. */
function Picture({ picture }: { picture: ReadFrame['picture'] | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || picture === undefined) return;
    element.width = picture.width;
    element.height = picture.height;
    element.getContext('2d')?.drawImage(picture, 0, 0);
  }, [picture]);
  return <canvas ref={canvas} aria-hidden="true" className="mx-auto h-32 max-w-full rounded-md object-contain" />;
}
