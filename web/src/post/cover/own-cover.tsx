import { useState } from 'react';
import { AssetPicker } from '../../media/library/asset-picker.tsx';
import { CropDialog } from '../../media/crop/crop-dialog.tsx';
import { useMessages } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import { withField } from '../form/post-form.ts';
import { usePostContext } from '../post-context.ts';
import { coverMessages } from './messages.ts';
import { useOwnCover } from './use-own-cover.ts';

/** An image that stands for the reel on Instagram instead of a frame, cut upright as Instagram shows it. */
export function OwnCover() {
  const t = useMessages(coverMessages);
  const { form, edit, readOnly, isLocked } = usePostContext();
  const [open, setOpen] = useState<'picker' | 'crop' | null>(null);
  const { id, asset } = useOwnCover();
  const disabled = readOnly || isLocked('ig');
  const set = (assetId: string | undefined) =>
    edit((old) => ({
      ...old,
      cover: old.cover?.timeMs === undefined ? null : { timeMs: old.cover.timeMs },
      ig: { ...old.ig, payload: withField(old.ig.payload, 'coverAssetId', assetId) },
    }));
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      {asset === null ? null : (
        <img src={asset.thumbnailUrl ?? asset.url} alt={asset.filename} className="h-16 w-9 rounded-md object-cover" />
      )}
      <div className="min-w-44 flex-1 text-sm">
        {t('own')}
        {form.tiktok.on ? <p className="text-xs text-ink-faint">{t('ownHint')}</p> : null}
      </div>
      {disabled || asset === null ? null : (
        <Button small look="quiet" onClick={() => setOpen('crop')}>
          {t('ownCrop')}
        </Button>
      )}
      {disabled ? null : (
        <Button small onClick={() => (id === undefined ? setOpen('picker') : set(undefined))}>
          {t(id === undefined ? 'ownChoose' : 'ownRemove')}
        </Button>
      )}
      {open === 'picker' ? (
        <AssetPicker
          single
          kind="image"
          onClose={() => setOpen(null)}
          onPick={([image]) => {
            setOpen(null);
            set(image?.id);
          }}
        />
      ) : null}
      {open === 'crop' && asset !== null ? <CropDialog asset={asset} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}
