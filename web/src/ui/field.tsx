import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';

export interface FieldWiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Said as it appears, and tied to the control. */
  error?: string | null | undefined;
  /** Right of the label: a counter, "suggested". */
  aside?: ReactNode;
  /** The label stays for screen readers only. */
  labelHidden?: boolean;
  children: (wiring: FieldWiring) => ReactNode;
}

/** Label, hint and error around a control, wired by id: `<Field label="…">{(wired) => <TextInput {...wired} />}</Field>`. */
export function Field({ label, hint, error, aside, labelHidden = false, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const wrong = typeof error === 'string' && error !== '';
  const describedBy = [hint !== undefined && hintId, wrong && errorId].filter((part) => part !== false).join(' ');
  return (
    <div className="flex flex-col gap-1.5">
      <div className={labelHidden ? 'sr-only' : 'flex items-baseline justify-between gap-3'}>
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {aside === undefined ? null : <span className="text-xs text-ink-faint">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': wrong ? true : undefined,
      })}
      {hint === undefined ? null : (
        <p id={hintId} className="text-xs text-ink-faint">
          {hint}
        </p>
      )}
      <p id={errorId} role="alert" className="flex items-start gap-1 text-xs font-medium text-danger empty:hidden">
        {wrong ? (
          <>
            <CircleAlert size={14} aria-hidden="true" className="mt-px shrink-0" />
            <span>{error}</span>
          </>
        ) : null}
      </p>
    </div>
  );
}
