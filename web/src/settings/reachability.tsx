import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import type { Reach } from '../../../src/contract/reach.ts';
import { call, keys } from '../api/index.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { Button, Skeleton, toastProblem } from '../ui/index.ts';
import { settingsMessages } from './messages.ts';

const LOOKS = {
  reachable: { Icon: CircleCheck, colour: 'text-ready' },
  unreachable: { Icon: CircleAlert, colour: 'text-danger' },
  unknown: { Icon: CircleHelp, colour: 'text-warning' },
  untested: { Icon: CircleHelp, colour: 'text-ink-soft' },
} as const;

/** Whether the platforms will be able to fetch photos from this server, with a test at a press (spec.md 8, "Reach test"). */
export function Reachability() {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const reach = useQuery({ queryKey: keys.reach, queryFn: ({ signal }) => call('getReach', {}, { signal }) }).data;
  if (reach === undefined) return <Skeleton className="h-16" />;
  const test = async () => {
    setBusy(true);
    try {
      client.setQueryData<Reach>(keys.reach, await call('testReach', {}));
      await client.invalidateQueries({ queryKey: keys.entries.all });
    } catch (error) {
      toastProblem(error);
    }
    setBusy(false);
  };
  const { Icon, colour } = LOOKS[reach.outcome];
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="flex min-w-56 flex-1 flex-col gap-1 text-sm" role="status">
        <p className={`flex items-start gap-1.5 font-medium ${colour}`}>
          <Icon size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
          {t(`reach_${reach.outcome}`)}
        </p>
        {reach.message === null ? null : <p>{reach.message}</p>}
        {reach.holdsUp ? <p className="text-danger">{t('reachHoldsUp')}</p> : null}
        <p className="text-xs break-all text-ink-faint">
          {reach.address}
          {reach.testedAt === null
            ? ''
            : ` · ${t('reachTested', { when: format.instant(reach.testedAt, zone, 'dateTime') })}`}
        </p>
      </div>
      <Button busy={busy} onClick={() => void test()}>
        {t('reachTest')}
      </Button>
    </div>
  );
}
