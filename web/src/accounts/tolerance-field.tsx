import type { Account } from '../../../src/contract/account.ts';
import { useMessages } from '../i18n/index.ts';
import { Field, Select } from '../ui/index.ts';
import { accountMessages } from './messages.ts';
import { patchAccount } from './patch-account.ts';

const MINUTES = [15, 60, 180, 720, 1440] as const;

/** How late a post may still go out after the server was away (spec.md 5.5). */
export function ToleranceField({ account }: { account: Account }) {
  const t = useMessages(accountMessages);
  const current = account.lateToleranceMinutes;
  const named = MINUTES.map((minutes) => ({ value: String(minutes), label: t(`minutes_${minutes}`) }));
  const known = MINUTES.some((minutes) => minutes === current);
  const options = known ? named : [{ value: String(current), label: t('minutes_other', { count: current }) }, ...named];
  return (
    <Field label={t('tolerance')} hint={t('toleranceHint')}>
      {(wired) => (
        <Select
          {...wired}
          value={String(current)}
          options={options}
          onChange={(value) => void patchAccount(account.id, { lateToleranceMinutes: Number(value) }, t('saved'))}
        />
      )}
    </Field>
  );
}
