import { INSTAGRAM_LIMITS } from '../../../../src/domain/limits.ts';
import { useMessages } from '../../i18n/index.ts';
import { Field, TextArea } from '../../ui/index.ts';
import { usePostContext } from '../post-context.ts';
import { instagramMessages } from './messages.ts';
import { useInstagram } from './use-instagram.ts';

/** A description of each photo; videos take none (instagram.md 5.2). */
export function AltTexts() {
  const t = useMessages(instagramMessages);
  const { shown } = usePostContext();
  const { payload, disabled, set } = useInstagram();
  const photos = shown
    .map((asset, index) => ({ asset, position: index + 1 }))
    .filter(({ asset }) => asset.kind === 'image');
  if (photos.length === 0) return null;
  const write = (id: string, text: string) => {
    const { [id]: _, ...rest } = payload.altText ?? {};
    const next = text === '' ? rest : { ...rest, [id]: text };
    set('altText', Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <fieldset className="flex flex-col gap-2" disabled={disabled}>
      <legend className="text-sm font-medium">{t('altText')}</legend>
      <p className="text-xs text-ink-faint">{t('altTextHint')}</p>
      {photos.map(({ asset, position }) => (
        <div key={asset.id} className="flex items-start gap-2.5">
          <img src={asset.thumbnailUrl ?? asset.url} alt="" className="size-11 shrink-0 rounded-md object-cover" />
          <div className="flex-1">
            <Field label={`${t('altText')}: ${t('altTextOf', { position })}`} labelHidden>
              {(wired) => (
                <TextArea
                  {...wired}
                  rows={1}
                  maxLength={INSTAGRAM_LIMITS.altTextLength}
                  placeholder={t('altTextOf', { position })}
                  value={payload.altText?.[asset.id] ?? ''}
                  onChange={(event) => write(asset.id, event.target.value)}
                />
              )}
            </Field>
          </div>
        </div>
      ))}
    </fieldset>
  );
}
