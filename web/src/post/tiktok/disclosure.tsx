import { Info } from 'lucide-react';
import { useMessages } from '../../i18n/index.ts';
import { Checkbox, Switch } from '../../ui/index.ts';
import { IssueNotes } from '../fields/issue-notes.tsx';
import { usePostContext } from '../post-context.ts';
import { tiktokMessages } from './messages.ts';
import { useTiktok } from './use-tiktok.ts';

/** Commercial content, disclosed (tiktok.md 11: U11 to U16). */
export function Disclosure() {
  const t = useMessages(tiktokMessages);
  const { payload, isPhotos, set, disabled } = useTiktok();
  const { edit } = usePostContext();
  const isPrivate = payload.privacyLevel === 'SELF_ONLY';
  const medium = isPhotos ? 'photo' : 'video';
  const label = payload.brandContent
    ? t(`labelPaid_${medium}`)
    : payload.brandOrganic
      ? t(`labelPromotional_${medium}`)
      : null;
  const toggle = (on: boolean) =>
    // Switched off, nothing is disclosed: what was ticked must not travel on unseen.
    edit((old) => ({
      ...old,
      tiktok: {
        ...old.tiktok,
        payload: { ...old.tiktok.payload, commercialDisclosure: on, brandOrganic: false, brandContent: false },
      },
    }));
  return (
    <div data-place="tiktok.disclosure" className="flex flex-col gap-2">
      <Switch
        label={t('disclose')}
        hint={t('discloseHint')}
        checked={payload.commercialDisclosure}
        disabled={disabled}
        onChange={toggle}
      />
      {payload.commercialDisclosure ? (
        <div className="flex flex-col gap-2.5 rounded-xl border border-line p-3">
          <Checkbox
            label={t('yourBrand')}
            hint={t('yourBrandHint')}
            checked={payload.brandOrganic}
            disabled={disabled}
            onChange={(checked) => set('brandOrganic', checked)}
          />
          <Checkbox
            label={t('brandedContent')}
            hint={
              isPrivate && !payload.brandContent
                ? `${t('privateBranded')} ${t('brandedNeedsAudience')}`
                : t('brandedContentHint')
            }
            checked={payload.brandContent}
            disabled={disabled || (isPrivate && !payload.brandContent)}
            onChange={(checked) => set('brandContent', checked)}
          />
          {label === null ? null : (
            <p role="status" className="flex items-start gap-2 text-sm text-ink-soft">
              <Info size={15} aria-hidden="true" className="mt-0.5 shrink-0" /> {label}
            </p>
          )}
        </div>
      ) : null}
      <IssueNotes places={['tiktok.disclosure']} />
    </div>
  );
}
