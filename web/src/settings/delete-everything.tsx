import { useState } from 'react';
import { call, isApiProblem } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Button, Dialog, Field, TextInput, uiMessages, wordsForProblem } from '../ui/index.ts';
import { settingsMessages } from './messages.ts';

/** Asks for the user's own address, letter by letter, before all of it is gone. */
export function DeleteEverything({ email, onClose }: { email: string; onClose: () => void }) {
  const t = useMessages(settingsMessages);
  const ui = useMessages(uiMessages);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    if (typed.trim().toLowerCase() !== email.toLowerCase()) return setProblem(t('deleteMismatch', { email }));
    setBusy(true);
    try {
      await call('deleteMe', { body: { confirmEmail: typed.trim() } });
      forgetHere();
      // From the start: nothing of what this page knows exists any more.
      window.location.assign('/');
    } catch (error) {
      setProblem(isApiProblem(error, 'FORBIDDEN') ? t('deleteMismatch', { email }) : wordsForProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open modalOnly onClose={onClose} title={t('deleteTitle')} description={t('deleteWarning')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void remove();
        }}
      >
        <Field label={t('deleteConfirm', { email })} error={problem}>
          {(wired) => (
            <TextInput
              {...wired}
              type="email"
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setProblem(null);
              }}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="submit" look="danger" busy={busy}>
            {t('deleteEverything')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What this browser kept of the user: unsaved posts among them. */
function forgetHere(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('punctual.unsaved.')) localStorage.removeItem(key);
  } catch {
    // A browser that forbids storage has kept nothing.
  }
}
