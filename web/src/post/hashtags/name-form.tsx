import { useState } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Button, Field, TextInput, wordsForProblem } from '../../ui/index.ts';
import { groupMessages } from './messages.ts';

interface NameFormProps {
  label: string;
  initial?: string;
  /** Rejects where the server refuses the name; the reason is shown at the field. */
  onSave: (name: string) => Promise<void>;
  onCancel?: () => void;
}

/** A name and the button that takes it. No form element: it stands inside another window's keys. */
export function NameForm({ label, initial = '', onSave, onCancel }: NameFormProps) {
  const t = useMessages(groupMessages);
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (name.trim() === '' || busy) return;
    setBusy(true);
    setError(null);
    try {
      await onSave(name.trim());
      setName('');
    } catch (problem) {
      setError(wordsForProblem(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Field label={label} error={error}>
      {(wired) => (
        <span className="flex gap-1.5">
          <TextInput
            {...wired}
            value={name}
            maxLength={60}
            placeholder={t('namePlaceholder')}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void save();
            }}
          />
          <Button small busy={busy} disabled={name.trim() === ''} onClick={() => void save()}>
            {t('save')}
          </Button>
          {onCancel === undefined ? null : (
            <Button look="quiet" small onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
        </span>
      )}
    </Field>
  );
}
