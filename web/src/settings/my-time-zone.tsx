import { useMemo, useState } from 'react';
import type { Me } from '../../../src/contract/me.ts';
import { describeTimeZone, timeZoneNames } from '../accounts/time-zones.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { Combobox, Field } from '../ui/index.ts';
import { settingsMessages } from './messages.ts';
import { savePreference } from './save-preference.ts';

const AUTOMATIC = 'auto';

export function MyTimeZone({ me }: { me: Me }) {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  const [openedAt] = useState(() => Date.now());
  const options = useMemo(() => {
    const zones = timeZoneNames().map((value) => ({ value, ...describeTimeZone(value, format.tag, openedAt) }));
    return [{ value: AUTOMATIC, label: t('timeZone_auto') }, ...zones];
  }, [format.tag, t, openedAt]);
  return (
    <Field label={t('timeZone')} hint={t('timeZoneHint')}>
      {(wired) => (
        <Combobox
          {...wired}
          options={options}
          value={me.timezone ?? AUTOMATIC}
          onChange={(value) => void savePreference({ timezone: value === AUTOMATIC ? null : value })}
          nothingFound={t('nothingFound')}
          openLabel={t('openList')}
        />
      )}
    </Field>
  );
}
