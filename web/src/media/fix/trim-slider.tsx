import { Slider } from '@base-ui/react/slider';
import { useMessages } from '../../i18n/index.ts';
import { mediaMessages } from '../messages.ts';
import { movedPart, type Part } from './trim.ts';
import { useFilmStrip } from './use-film-strip.ts';

const FRAMES = 10;
const STEP_MS = 100;

interface TrimSliderProps {
  url: string;
  durationMs: number;
  part: Part;
  minimumMs: number;
  maximumMs: number;
  disabled: boolean;
  onChange: (part: Part) => void;
}

/** Chooses a part of a video on its film strip: two ends, by hand or by keys. */
export function TrimSlider({ url, durationMs, part, minimumMs, maximumMs, disabled, onChange }: TrimSliderProps) {
  const t = useMessages(mediaMessages);
  const frames = useFilmStrip(url, durationMs, FRAMES);
  const [left, right] = [(part.startMs / durationMs) * 100, 100 - (part.endMs / durationMs) * 100];
  return (
    <div className="flex flex-col gap-1.5">
      <Slider.Root
        value={[part.startMs, part.endMs]}
        min={0}
        max={durationMs}
        step={STEP_MS}
        largeStep={1000}
        disabled={disabled}
        onValueChange={([startMs = 0, endMs = durationMs]) =>
          onChange(movedPart(part, { startMs, endMs }, { minimumMs, maximumMs }))
        }
      >
        <Slider.Control className="flex touch-none items-center px-2 py-1">
          <Slider.Track className="relative h-16 w-full rounded-lg bg-sunken">
            <div className="absolute inset-0 flex overflow-hidden rounded-lg" aria-hidden="true">
              {frames.map((address) => (
                <img
                  key={address}
                  src={address}
                  alt=""
                  draggable={false}
                  className="h-full min-w-0 flex-1 object-cover"
                />
              ))}
            </div>
            <div className="absolute inset-y-0 left-0 rounded-l-lg bg-canvas/75" style={{ width: `${left}%` }} />
            <div className="absolute inset-y-0 right-0 rounded-r-lg bg-canvas/75" style={{ width: `${right}%` }} />
            <Slider.Indicator className="h-full rounded border-y-2 border-accent" />
            {(['trimStart', 'trimEnd'] as const).map((name, index) => (
              <Slider.Thumb
                key={name}
                index={index}
                getAriaLabel={() => t(name)}
                getAriaValueText={(_, value) => secondsText(value)}
                className="h-[4.5rem] w-3.5 rounded-md border-2 border-surface bg-accent shadow-raised has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent"
              />
            ))}
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      <p className="text-sm text-ink-soft tabular-nums">
        {t('trimPart', {
          from: secondsText(part.startMs),
          to: secondsText(part.endMs),
          length: secondsText(part.endMs - part.startMs),
        })}
      </p>
    </div>
  );
}

/** `1:04.2` */
function secondsText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${String(Math.floor(seconds / 60))}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}
