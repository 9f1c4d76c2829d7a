import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown } from 'lucide-react';
import { classes } from './classes.ts';
import { floating, menuItem } from './floating.ts';
import { controlClasses } from './text-input.tsx';

export interface ComboboxOption {
  value: string;
  label: string;
  note?: string;
}

export interface ComboboxProps {
  options: readonly ComboboxOption[];
  value: string | null;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Said when nothing matches what was typed. */
  nothingFound: string;
  /** Accessible name of the arrow that opens the list. */
  openLabel: string;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
}

/** One of a long list, found by typing. At most 100 matches are listed at once. */
export function Combobox(props: ComboboxProps) {
  const { options, value, onChange, placeholder, nothingFound, openLabel, ...wired } = props;
  const chosen = options.find((option) => option.value === value) ?? null;
  return (
    <Base.Root<ComboboxOption>
      items={options}
      value={chosen}
      limit={100}
      autoHighlight
      isItemEqualToValue={(one, other) => one.value === other.value}
      onValueChange={(next) => (next === null ? undefined : onChange(next.value))}
    >
      <Base.InputGroup className="relative">
        <Base.Input {...wired} placeholder={placeholder} className={classes(controlClasses, 'h-9 pr-9')} />
        <Base.Trigger
          aria-label={openLabel}
          className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-lg text-ink-faint"
        >
          <ChevronsUpDown size={14} aria-hidden="true" />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-60">
          <Base.Popup className={classes(floating, 'max-h-72 w-(--anchor-width) overflow-y-auto p-1')}>
            <Base.Empty className="px-2.5 py-2 text-sm text-ink-faint empty:hidden">{nothingFound}</Base.Empty>
            <Base.List>
              {(option: ComboboxOption) => (
                <Base.Item key={option.value} value={option} className={menuItem}>
                  <span className="flex-1">
                    {option.label}
                    {option.note === undefined ? null : (
                      <span className="ml-2 text-xs text-ink-faint">{option.note}</span>
                    )}
                  </span>
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
