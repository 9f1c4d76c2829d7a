import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { ApiKey } from '../../../src/contract/me.ts';
import { call, isApiProblem, keys, queryClient, useApiKeys } from '../api/index.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { Button, ConfirmDialog, Field, Skeleton, TextInput, toast, toastProblem } from '../ui/index.ts';
import { useNow } from '../shell/use-now.ts';
import { settingsMessages } from './messages.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';

type Key = z.output<typeof ApiKey>;

/** The user's API keys: make one, see when each was last used, withdraw it. */
export function ApiKeys() {
  const t = useMessages(settingsMessages);
  const known = useApiKeys();
  const [doomed, setDoomed] = useState<Key | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const withdraw = async (key: Key) => {
    setDoomed(null);
    try {
      await call('deleteApiKey', { params: { id: key.id } });
      toast({ text: t('withdrawn') });
    } catch (error) {
      toastProblem(error);
    }
    await reread();
  };
  return (
    <>
      <p className="-mt-2 text-sm text-ink-soft">
        {t('apiKeysText')}{' '}
        <a href="/docs" target="_blank" rel="noopener" className="font-medium text-accent-text underline">
          {t('docs')}
        </a>
      </p>
      <CreateKey
        onMade={(made) => {
          setSecret(made);
          void reread();
        }}
      />
      {known.isError ? <p className="text-sm text-danger">{t('failed')}</p> : null}
      {known.isPending ? <Skeleton className="h-12" /> : null}
      {known.data?.length === 0 ? <p className="text-sm text-ink-faint">{t('noKeys')}</p> : null}
      <ul className="flex flex-col divide-y divide-line empty:hidden">
        {known.data?.map((key) => (
          <KeyLine key={key.id} apiKey={key} onWithdraw={() => setDoomed(key)} />
        ))}
      </ul>
      <ConfirmDialog
        open={doomed !== null}
        danger
        onClose={() => setDoomed(null)}
        onConfirm={() => (doomed === null ? undefined : void withdraw(doomed))}
        title={t('withdrawTitle', { name: doomed?.name ?? '' })}
        confirmLabel={t('withdraw')}
      >
        <p>{t('withdrawText')}</p>
      </ConfirmDialog>
      {secret === null ? null : <NewKeyDialog secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

function KeyLine({ apiKey, onWithdraw }: { apiKey: Key; onWithdraw: () => void }) {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  const now = useNow();
  const when = (at: string) => format.relative(at, now);
  return (
    <li className="flex items-center gap-3 py-2.5">
      <KeyRound size={16} aria-hidden="true" className="text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">{apiKey.name}</p>
        <p className="text-xs text-ink-faint">
          <code>{apiKey.prefix}…</code> · {t('created', { when: when(apiKey.createdAt) })} ·{' '}
          {apiKey.lastUsedAt === null ? t('neverUsed') : t('lastUsed', { when: when(apiKey.lastUsedAt) })}
        </p>
      </div>
      <Button small look="danger" onClick={onWithdraw}>
        {t('withdraw')}
        <span className="sr-only"> {apiKey.name}</span>
      </Button>
    </li>
  );
}

function CreateKey({ onMade }: { onMade: (secret: string) => void }) {
  const t = useMessages(settingsMessages);
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const create = async () => {
    if (name.trim() === '') return setError(t('nameRequired'));
    setBusy(true);
    try {
      onMade((await call('createApiKey', { body: { name: name.trim() } })).secret);
      setName('');
    } catch (problem) {
      if (isApiProblem(problem, 'INVALID_INPUT')) setError(problem.fields['name'] ?? problem.message);
      else toastProblem(problem);
    }
    setBusy(false);
  };
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void create();
      }}
    >
      <div className="flex-1">
        <Field label={t('keyName')} error={error}>
          {(wired) => (
            <TextInput
              {...wired}
              value={name}
              maxLength={100}
              placeholder={t('keyNameExample')}
              onChange={(event) => {
                setName(event.target.value);
                setError(null);
              }}
            />
          )}
        </Field>
      </div>
      <Button type="submit" busy={busy}>
        {t('createKey')}
      </Button>
    </form>
  );
}

async function reread(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.apiKeys });
}
