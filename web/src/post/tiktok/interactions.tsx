import { useMessages } from '../../i18n/index.ts';
import { Checkbox } from '../../ui/index.ts';
import { IssueNotes } from '../fields/issue-notes.tsx';
import { tiktokMessages } from './messages.ts';
import { useTiktok } from './use-tiktok.ts';

/** What others may do with it: all off until allowed by hand, and off for good where the creator's settings say so (U8, U9, U10). */
export function Interactions() {
  const t = useMessages(tiktokMessages);
  const { payload, account, isPhotos, set, disabled } = useTiktok();
  const rights = account?.capabilities;
  const all = [
    { key: 'allowComment', label: t('comment'), off: rights?.commentDisabled === true },
    { key: 'allowDuet', label: t('duet'), off: rights?.duetDisabled === true },
    { key: 'allowStitch', label: t('stitch'), off: rights?.stitchDisabled === true },
  ] as const;
  const shown = isPhotos ? all.slice(0, 1) : all;
  return (
    <div data-place="tiktok.interactions" className="flex flex-col gap-1.5">
      <div role="group" aria-label={t('allow')} className="flex flex-col gap-2">
        <span className="text-sm font-medium">{t('allow')}</span>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {shown.map(({ key, label, off }) => (
            <Checkbox
              key={key}
              label={label}
              {...(off ? { hint: t('disabledByCreator') } : {})}
              // One left on from before the creator switched it off can still be taken back.
              checked={payload[key]}
              disabled={disabled || (off && !payload[key])}
              onChange={(checked) => set(key, checked)}
            />
          ))}
        </div>
      </div>
      <IssueNotes places={['tiktok.interactions']} />
    </div>
  );
}
