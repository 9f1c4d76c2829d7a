import { X } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { announce, classes } from '../../ui/index.ts';
import { postMessages } from '../messages.ts';

export interface ChipsInputProps {
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Makes values of what was typed or pasted; nothing where it is no value. */
  read: (text: string) => string[];
  /** Keys that end a value, besides Enter and a comma. */
  endsWithSpace?: boolean;
  /** What stands before each value: `#`, `@`. */
  prefix?: string;
  suggestions?: readonly string[];
  placeholder: string;
  id: string;
  describedBy?: string | undefined;
  disabled?: boolean;
  maximum?: number;
}

/** Several short values: typed, pasted or taken from suggestions; Backspace in the empty field takes the last one back. */
export function ChipsInput(props: ChipsInputProps) {
  const { values, onChange, read, prefix = '', suggestions = [], disabled = false, maximum = Infinity } = props;
  const t = useMessages(postMessages);
  const [text, setText] = useState('');
  const listId = useId();
  const offered = offersFor(text, suggestions, values, prefix);

  const add = (raw: string) => {
    const fresh = read(raw).filter((value) => !values.some((known) => sameWord(known, value)));
    if (fresh.length > 0) onChange([...values, ...new Set(fresh)].slice(0, maximum));
    setText('');
  };
  const remove = (value: string) => {
    onChange(values.filter((known) => known !== value));
    announce(t('removeChip', { name: `${prefix}${value}` }));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const ends = event.key === 'Enter' || event.key === ',' || (event.key === ' ' && props.endsWithSpace === true);
    if (ends && !event.nativeEvent.isComposing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (text.trim() !== '') add(text);
    } else if (event.key === 'Backspace' && text === '') {
      const last = values.at(-1);
      if (last !== undefined) remove(last);
    }
  };

  return (
    <div
      className={classes(
        'flex min-h-9 flex-wrap items-center gap-1 rounded-lg border border-control px-1.5 py-1 focus-within:border-ink-faint',
        disabled ? 'bg-sunken' : 'bg-surface',
      )}
    >
      {values.map((value) => (
        <span
          key={value}
          className={classes(
            'inline-flex items-center gap-0.5 rounded-md py-0.5 pl-2 text-sm',
            disabled ? 'bg-surface pr-2' : 'bg-sunken pr-0.5',
          )}
        >
          <span className="max-w-56 truncate">
            {prefix}
            {value}
          </span>
          {disabled ? null : (
            <button
              type="button"
              aria-label={t('removeChip', { name: `${prefix}${value}` })}
              onClick={() => remove(value)}
              className="flex size-6 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink"
            >
              <X size={13} aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
      <input
        id={props.id}
        value={text}
        list={offered.length > 0 ? listId : undefined}
        placeholder={values.length === 0 && !disabled ? props.placeholder : ''}
        aria-describedby={props.describedBy}
        disabled={disabled || values.length >= maximum}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          const next = event.target.value;
          // A suggestion taken from the browser's list arrives as a whole, without a key.
          if (offered.includes(next.replace(prefix, '')) && next.length - text.length > 1) add(next);
          else setText(next);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => (text.trim() === '' ? undefined : add(text))}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text');
          if (read(pasted).length < 2) return;
          event.preventDefault();
          add(pasted);
        }}
        className="h-7 min-w-32 flex-1 bg-transparent px-1.5 text-sm outline-none disabled:cursor-not-allowed"
      />
      {offered.length > 0 ? (
        <datalist id={listId}>
          {offered.map((value) => (
            <option key={value} value={`${prefix}${value}`}>
              {`${prefix}${value}`}
            </option>
          ))}
        </datalist>
      ) : null}
    </div>
  );
}

function offersFor(text: string, suggestions: readonly string[], values: readonly string[], prefix: string): string[] {
  const wanted = text.replace(prefix, '').trim().toLocaleLowerCase();
  return suggestions
    .filter((value) => !values.some((known) => sameWord(known, value)))
    .filter((value) => value.toLocaleLowerCase().startsWith(wanted))
    .slice(0, 12);
}

function sameWord(one: string, other: string): boolean {
  return one.toLocaleLowerCase() === other.toLocaleLowerCase();
}
