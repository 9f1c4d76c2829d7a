import { useMessages } from '../../i18n/index.ts';
import { Checkbox, classes } from '../../ui/index.ts';
import { usePostContext } from '../post-context.ts';
import { tiktokMessages } from './messages.ts';
import { useTiktok } from './use-tiktok.ts';

/** What only photo posts have: music added by TikTok, and which photo is the cover (tiktok.md 6). */
export function PhotoOptions() {
  const t = useMessages(tiktokMessages);
  const { shown } = usePostContext();
  const { payload, set, disabled } = useTiktok();
  const cover = payload.photoCoverIndex ?? 0;
  return (
    <>
      <Checkbox
        label={t('autoAddMusic')}
        hint={t('autoAddMusicHint')}
        checked={payload.autoAddMusic === true}
        disabled={disabled}
        onChange={(checked) => set('autoAddMusic', checked ? true : undefined)}
      />
      {shown.length > 1 ? (
        <fieldset disabled={disabled}>
          <legend className="mb-1.5 text-sm font-medium">{t('photoCover')}</legend>
          <div className="flex flex-wrap gap-2">
            {shown.map((asset, position) => (
              <label
                key={asset.id}
                className="cursor-pointer rounded-lg has-focus-visible:outline-2 has-focus-visible:outline-ring"
              >
                <input
                  type="radio"
                  name="photo-cover"
                  className="sr-only"
                  checked={cover === position}
                  onChange={() => set('photoCoverIndex', position === 0 ? undefined : position)}
                  aria-label={t('photoCoverOf', { position: position + 1 })}
                />
                <img
                  src={asset.thumbnailUrl ?? asset.url}
                  alt=""
                  className={classes(
                    'size-12 rounded-lg border-2 object-cover',
                    cover === position ? 'border-accent' : 'border-transparent opacity-70',
                  )}
                />
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
    </>
  );
}
