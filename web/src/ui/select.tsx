import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { floating, menuItem } from './floating.ts';
import { controlClasses } from './text-input.tsx';

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  /** A quieter second line. */
  note?: string;
  disabled?: boolean;
}

export interface SelectProps<V extends string> {
  options: readonly SelectOption<V>[];
  value: V | null;
  onChange: (value: V) => void;
  placeholder?: string;
  disabled?: boolean;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  className?: string;
}

/** One of a short list. For long lists use `Combobox`. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { options, value, onChange, placeholder, disabled = false, className, ...wired } = props;
  const chosen = options.find((option) => option.value === value);
  const shown: ReactNode = chosen?.label ?? <span className="text-ink-faint">{placeholder}</span>;
  return (
    <Base.Root<V>
      value={value}
      onValueChange={(next) => (next === null ? undefined : onChange(next))}
      disabled={disabled}
      items={options}
    >
      <Base.Trigger
        {...wired}
        className={classes(controlClasses, 'flex h-9 items-center justify-between gap-2 text-left', className)}
      >
        <Base.Value className="truncate">{shown}</Base.Value>
        <Base.Icon>
          <ChevronsUpDown size={14} aria-hidden="true" className="text-ink-faint" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-60">
          <Base.Popup className={classes(floating, 'max-h-72 min-w-(--anchor-width) overflow-y-auto p-1')}>
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className={menuItem}
              >
                <span className="flex-1">
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.note === undefined ? null : (
                    <span className="block text-xs text-ink-faint">{option.note}</span>
                  )}
                </span>
                <Base.ItemIndicator>
                  <Check size={14} aria-hidden="true" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
