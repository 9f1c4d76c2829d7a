import { useMessages } from '../../i18n/index.ts';
import { Field, Select } from '../../ui/index.ts';
import { IssueNotes } from '../fields/issue-notes.tsx';
import { tiktokMessages } from './messages.ts';
import { privacyOptions } from './privacy-options.ts';
import { useTiktok } from './use-tiktok.ts';

/** Who may see it: a choice by hand, never made beforehand (tiktok.md 11: U6, U7, U16). */
export function PrivacyField() {
  const t = useMessages(tiktokMessages);
  const { payload, account, set, disabled } = useTiktok();
  const options = privacyOptions(account?.capabilities.privacyLevelOptions, payload).map((option) => ({
    ...option,
    label: t(option.value),
    ...(option.disabled ? { note: t('privateBranded') } : {}),
  }));
  return (
    <div data-place="tiktok.privacy" className="flex flex-col gap-1.5">
      <Field label={t('privacy')} {...(options.length === 0 ? { hint: t('privacyUnknown') } : {})}>
        {(wired) => (
          <Select
            {...wired}
            options={options}
            value={payload.privacyLevel ?? null}
            placeholder={t('privacyPlaceholder')}
            disabled={disabled || options.length === 0}
            onChange={(level) => set('privacyLevel', level)}
          />
        )}
      </Field>
      <IssueNotes places={['tiktok.privacy']} />
    </div>
  );
}
