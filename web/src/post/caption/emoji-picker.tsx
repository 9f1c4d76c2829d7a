import { useRef, useState, type KeyboardEvent } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { TextInput } from '../../ui/index.ts';
import { findEmoji } from './emoji.ts';
import { captionMessages } from './messages.ts';

const COLUMNS = 8;

/** Found by words of either language; arrows walk, Enter takes. In the search field, Enter takes the first. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useMessages(captionMessages);
  const [words, setWords] = useState('');
  const grid = useRef<HTMLDivElement>(null);
  const found = findEmoji(words);
  const walk = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };
    const step = steps[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    <div className="flex flex-col gap-2">
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        value={words}
        autoComplete="off"
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            grid.current?.querySelector('button')?.focus();
          } else if (event.key === 'Enter' && found[0] !== undefined) {
            event.preventDefault();
            onPick(found[0].emoji);
          }
        }}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows are a short cut; Tab walks too */}
      <div ref={grid} onKeyDown={walk} className="grid max-h-56 grid-cols-8 overflow-y-auto">
        {found.map(({ emoji, words: names }) => (
          <button
            key={emoji}
            type="button"
            aria-label={`${emoji} ${names.split(' ')[0] ?? ''}`}
            title={names}
            onClick={() => onPick(emoji)}
            className="flex size-8.5 items-center justify-center rounded-md text-lg hover:bg-hover"
          >
            {emoji}
          </button>
        ))}
      </div>
      {found.length === 0 ? <p className="text-xs text-ink-faint">{t('nothing')}</p> : null}
    </div>
  );
}
