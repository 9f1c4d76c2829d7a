import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { classes } from '../../ui/index.ts';
import { postMessages } from '../messages.ts';

interface SwipeProps {
  index: number;
  onIndex: (index: number) => void;
  /** Alt and an arrow key take the page that is shown to another place. */
  onMove: (from: number, to: number) => void;
  children: readonly ReactNode[];
  label: string;
}

/** Pages side by side: swiped with a finger or a trackpad, stepped through with the buttons or the arrow keys. */
export function Swipe({ index, onIndex, onMove, children, label }: SwipeProps) {
  const t = useMessages(postMessages);
  const track = useRef<HTMLDivElement>(null);
  const count = children.length;
  useEffect(() => {
    const element = track.current;
    if (element === null || count < 2) return;
    const target = index * element.clientWidth;
    if (Math.abs(element.scrollLeft - target) > 2) element.scrollTo({ left: target, behavior: 'smooth' });
  }, [index, count]);
  if (count === 1) return <div className="size-full">{children[0]}</div>;
  const arrow =
    'absolute top-1/2 flex size-7 -translate-y-1/2 items-center justify-center rounded-full bg-white/85 text-black shadow disabled:hidden';
  return (
    <div className="relative size-full" role="group" aria-roledescription="carousel" aria-label={label}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a scrolling area, reached and moved by keys */}
      <div
        ref={track}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
        tabIndex={0}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        className="flex size-full snap-x snap-mandatory overflow-x-auto [scrollbar-width:none]"
        onScrollEnd={(event) => {
          const element = event.currentTarget;
          const now = Math.round(element.scrollLeft / Math.max(1, element.clientWidth));
          if (now !== index) onIndex(now);
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
          if (step === 0) return;
          event.preventDefault();
          if (event.altKey) onMove(index, index + step);
          else onIndex(Math.min(count - 1, Math.max(0, index + step)));
        }}
      >
        {children.map((child, position) => (
          <div key={position} className="size-full shrink-0 snap-center" aria-hidden={position !== index}>
            {child}
          </div>
        ))}
      </div>
      <button
        type="button"
        className={classes(arrow, 'left-2')}
        aria-label={t('previousMedia')}
        disabled={index === 0}
        onClick={() => onIndex(index - 1)}
      >
        <ChevronLeft size={18} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={classes(arrow, 'right-2')}
        aria-label={t('nextMedia')}
        disabled={index === count - 1}
        onClick={() => onIndex(index + 1)}
      >
        <ChevronRight size={18} aria-hidden="true" />
      </button>
      <span className="absolute top-2.5 right-2.5 rounded-full bg-black/60 px-2 py-0.5 text-xs text-white tabular-nums">
        {index + 1}/{count}
      </span>
    </div>
  );
}

/** Where in the carousel one is, as both apps show it. */
export function Dots({ index, count }: { index: number; count: number }) {
  if (count < 2) return null;
  return (
    <span aria-hidden="true" className="flex items-center justify-center gap-1">
      {Array.from({ length: Math.min(count, 10) }, (_, position) => (
        <span
          key={position}
          className={classes(
            'size-1.5 rounded-full',
            position === Math.min(index, 9) ? 'bg-[#0095f6]' : 'bg-current opacity-25',
          )}
        />
      ))}
    </span>
  );
}
