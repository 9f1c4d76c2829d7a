import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { Check } from 'lucide-react';
import { useId, type ReactNode } from 'react';

export interface ToggleProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** On or off, at once. */
export function Switch({ label, hint, checked, onChange, disabled = false }: ToggleProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <Words id={id} label={label} hint={hint} disabled={disabled} />
      <BaseSwitch.Root
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled}
        className="mt-0.5 flex h-5 w-9 shrink-0 cursor-pointer items-center rounded-full border border-control bg-sunken p-0.5 transition-colors data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="size-3.5 rounded-full bg-control transition-transform data-checked:translate-x-4 data-checked:bg-on-accent" />
      </BaseSwitch.Root>
    </div>
  );
}

/** A choice that counts when the form is sent, or one of several. */
export function Checkbox({ label, hint, checked, onChange, disabled = false }: ToggleProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <BaseCheckbox.Root
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled}
        className="mt-0.5 flex size-4.5 shrink-0 cursor-pointer items-center justify-center rounded border border-control bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <BaseCheckbox.Indicator className="text-on-accent">
          <Check size={13} strokeWidth={3} aria-hidden="true" />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <Words
        id={id}
        label={label}
        hint={hint}
        disabled={disabled}
        onPress={disabled ? undefined : () => onChange(!checked)}
      />
    </div>
  );
}

interface WordsProps {
  id: string;
  label: ReactNode;
  hint: ReactNode;
  disabled: boolean;
  onPress?: (() => void) | undefined;
}

/** The words take clicks for the pointer's sake; the keyboard has the control itself. */
function Words({ id, label, hint, disabled, onPress }: WordsProps) {
  return (
    <div className={disabled ? 'text-ink-faint' : 'text-ink'}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- see above */}
      <span
        id={`${id}-label`}
        onClick={onPress}
        className={onPress === undefined ? 'text-sm' : 'cursor-pointer text-sm'}
      >
        {label}
      </span>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="mt-0.5 text-xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
