import { useId, useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { classes, TextArea } from '../../ui/index.ts';
import { EmojiButton } from './emoji-button.tsx';
import { mentionAt, useUsedPeople } from './mentions.ts';
import { captionMessages } from './messages.ts';

interface CaptionAreaProps extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange'> {
  value: string;
  onChange: (value: string) => void;
  /** What else belongs to the text: it shares the row with the emoji. */
  below?: ReactNode;
}

const OFFERED = 5;

/** A caption as it is written: `@` offers the people of earlier posts, a button the emoji. */
export function CaptionArea({ value, onChange, below, ...rest }: CaptionAreaProps) {
  const t = useMessages(captionMessages);
  const area = useRef<HTMLTextAreaElement>(null);
  const people = useUsedPeople();
  const listId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const mention = caret === null || rest.readOnly === true ? null : mentionAt(value, caret);
  const offered = mention === null ? [] : people.filter((name) => startsAnew(name, mention.typed)).slice(0, OFFERED);
  const chosen = offered[Math.min(active, offered.length - 1)];

  /** Puts `text` where `from` to `to` stood, and the caret behind it. */
  const put = (text: string, from: number, to: number) => {
    onChange(value.slice(0, from) + text + value.slice(to));
    setCaret(null);
    const element = area.current;
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  const take = (name: string) => {
    if (mention !== null && caret !== null) put(`@${name} `, mention.start, caret);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (chosen === undefined || event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setActive((active + step + offered.length) % offered.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen);
    else if (event.key === 'Escape') setCaret(null);
    else return;
    event.preventDefault();
    // Escape closes the list, not the window around it.
    event.stopPropagation();
  };
  return (
    <div className="relative flex flex-col gap-1">
      <TextArea
        {...rest}
        ref={area}
        value={value}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? listId : undefined}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen}`}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          setActive(0);
          onChange(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setCaret(null)}
      />
      {offered.length === 0 ? null : (
        <div
          id={listId}
          role="listbox"
          aria-label={t('people')}
          className="flex flex-wrap gap-1 rounded-lg border border-line bg-surface p-1 shadow-raised"
        >
          {offered.map((name) => (
            // The keys are the text field's: the option is pointed at, never focused.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={name}
              id={`${listId}-${name}`}
              role="option"
              aria-selected={name === chosen}
              // Before the field loses the focus, and with it the list.
              onMouseDown={(event) => {
                event.preventDefault();
                take(name);
              }}
              className={classes('cursor-pointer rounded-md px-2 py-1 text-sm', name === chosen && 'bg-hover')}
            >
              @{name}
            </div>
          ))}
        </div>
      )}
      <p role="status" className="sr-only">
        {chosen === undefined ? '' : t('offered', { count: offered.length, name: chosen })}
      </p>
      {rest.readOnly === true ? null : (
        <div className="flex items-start gap-2">
          <EmojiButton
            onPick={(emoji) => {
              const element = area.current;
              const [from, to] = [element?.selectionStart ?? value.length, element?.selectionEnd ?? value.length];
              put(emoji, from, to);
            }}
          />
          <div className="min-w-0 flex-1">{below}</div>
        </div>
      )}
    </div>
  );
}

function startsAnew(name: string, typed: string): boolean {
  return name.startsWith(typed.toLowerCase()) && name !== typed.toLowerCase();
}
