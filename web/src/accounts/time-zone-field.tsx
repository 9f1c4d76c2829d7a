import { useMemo, useState } from 'react';
import type { Account } from '../../../src/contract/account.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { useNow } from '../shell/use-now.ts';
import { Button, classes, Combobox, Dialog, Field, uiMessages } from '../ui/index.ts';
import { accountMessages } from './messages.ts';
import { patchAccount } from './patch-account.ts';
import { describeTimeZone, timeZoneNames } from './time-zones.ts';

const KEEPS = ['wall_clock', 'instant'] as const;
type Keep = (typeof KEEPS)[number];

/** The account's clock. Changing it asks what scheduled posts keep: the moment, or the hour on the wall. */
export function TimeZoneField({ account }: { account: Account }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const now = useNow();
  const [openedAt] = useState(() => Date.now());
  const [wished, setWished] = useState<string | null>(null);
  const options = useMemo(
    () => timeZoneNames().map((value) => ({ value, ...describeTimeZone(value, format.tag, openedAt) })),
    [format.tag, openedAt],
  );
  return (
    <>
      <Field
        label={t('timeZone')}
        hint={t('timeZoneHint')}
        aside={t('timeZoneNow', { time: format.instant(now, account.timezone, 'time') })}
      >
        {(wired) => (
          <Combobox
            {...wired}
            options={options}
            value={account.timezone}
            onChange={(value) => (value === account.timezone ? undefined : setWished(value))}
            nothingFound={t('nothingFound')}
            openLabel={t('openList')}
          />
        )}
      </Field>
      {wished === null ? null : <KeepDialog account={account} zone={wished} onClose={() => setWished(null)} />}
    </>
  );
}

function KeepDialog({ account, zone, onClose }: { account: Account; zone: string; onClose: () => void }) {
  const t = useMessages(accountMessages);
  const ui = useMessages(uiMessages);
  const [keep, setKeep] = useState<Keep>('wall_clock');
  const [busy, setBusy] = useState(false);
  const change = async () => {
    setBusy(true);
    await patchAccount(account.id, { timezone: zone, keep }, t('saved'));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('zoneTitle', { zone: zone.replaceAll('_', ' ') })}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void change()}>
            {t('changeZone')}
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-sm text-ink-soft">{t('zoneQuestion')}</legend>
        {KEEPS.map((name) => (
          <div
            key={name}
            className={classes(
              'flex gap-3 rounded-xl border p-3',
              keep === name ? 'border-accent bg-accent-soft' : 'border-line-strong',
            )}
          >
            <input
              type="radio"
              id={`keep-${name}`}
              name="keep"
              checked={keep === name}
              onChange={() => setKeep(name)}
              aria-describedby={`keep-${name}-text`}
              className="mt-1 accent-accent"
            />
            <div className="flex-1">
              <label htmlFor={`keep-${name}`} className="block text-sm font-medium">
                {t(`keep_${name}`)}
              </label>
              <p id={`keep-${name}-text`} className="text-xs text-ink-soft">
                {t(`keep_${name}_text`)}
              </p>
            </div>
          </div>
        ))}
      </fieldset>
    </Dialog>
  );
}
