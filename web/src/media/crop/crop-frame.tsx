import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Crop } from '../../../../src/contract/asset.ts';
import { useMessages } from '../../i18n/index.ts';
import { classes } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';
import { movedBy, pulledBy, type Corner } from './crop-shape.ts';

const CORNERS: Record<Corner, string> = {
  nw: '-top-2 -left-2 cursor-nwse-resize',
  ne: '-top-2 -right-2 cursor-nesw-resize',
  sw: '-bottom-2 -left-2 cursor-nesw-resize',
  se: '-right-2 -bottom-2 cursor-nwse-resize',
};
const STEP = 0.01;

interface CropFrameProps {
  crop: Crop;
  onChange: (crop: Crop) => void;
  shape: number | null;
  picture: { width: number; height: number };
}

/** The frame over the picture: dragged to move, its corners to resize; arrows move it, Shift and arrows resize it. */
export function CropFrame({ crop, onChange, shape, picture }: CropFrameProps) {
  const t = useMessages(mediaMessages);
  const grip = useRef<{ corner: Corner | null; x: number; y: number; crop: Crop; box: DOMRect } | null>(null);

  const take = (corner: Corner | null) => (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.closest('[data-crop-area]')?.getBoundingClientRect();
    if (box === undefined) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { corner, x: event.clientX, y: event.clientY, crop, box };
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    const held = grip.current;
    if (held === null) return;
    const dx = (event.clientX - held.x) / held.box.width;
    const dy = (event.clientY - held.y) / held.box.height;
    onChange(
      held.corner === null ? movedBy(held.crop, dx, dy) : pulledBy(held.crop, held.corner, dx, dy, shape, picture),
    );
  };
  const release = () => {
    grip.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const dx = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    const dy = event.key === 'ArrowDown' ? STEP : event.key === 'ArrowUp' ? -STEP : 0;
    if (dx === 0 && dy === 0) return;
    event.preventDefault();
    // With a shape the height follows the width, so up and down widen too.
    const wider = dx === 0 && shape !== null ? dy : dx;
    onChange(event.shiftKey ? pulledBy(crop, 'se', wider, dy, shape, picture) : movedBy(crop, dx, dy));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a frame moved by pointer and by keys has no role of its own
    <div
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above: the keys need it
      tabIndex={0}
      aria-label={t('cropFrame')}
      onPointerDown={take(null)}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={onKeyDown}
      className="absolute cursor-move touch-none border-2 border-white shadow-[0_0_0_100vmax_rgb(0_0_0/0.55)]"
      style={{ left: percent(crop.x), top: percent(crop.y), width: percent(crop.width), height: percent(crop.height) }}
    >
      <Thirds />
      {Object.entries(CORNERS).map(([corner, place]) => (
        <span
          key={corner}
          onPointerDown={take(corner as Corner)}
          onPointerMove={drag}
          onPointerUp={release}
          onPointerCancel={release}
          className={classes('absolute size-6 touch-none rounded-full border-2 border-white bg-black/50', place)}
        />
      ))}
    </div>
  );
}

function percent(value: number): string {
  return `${String(value * 100)}%`;
}

function Thirds() {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 grid grid-cols-3 grid-rows-3 *:border *:border-white/25"
    >
      {Array.from({ length: 9 }, (_, index) => (
        <span key={index} />
      ))}
    </span>
  );
}
