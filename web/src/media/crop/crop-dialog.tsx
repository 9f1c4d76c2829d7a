import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Asset, Crop } from '../../../../src/contract/asset.ts';
import { call, keys } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button, classes, Dialog, toastProblem } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';
import { uploads } from '../uploads/uploads.ts';
import { CropFrame } from './crop-frame.tsx';
import { isWhole, largestOf, SHAPES, tidy, WHOLE, type Shape } from './crop-shape.ts';

/** Chooses what of a photo is shown. The original stays; every post with the photo follows. */
export function CropDialog({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const t = useMessages(mediaMessages);
  const client = useQueryClient();
  const [crop, setCrop] = useState<Crop>(asset.crop ?? WHOLE);
  const [shape, setShape] = useState<Shape>('free');
  const [busy, setBusy] = useState(false);
  const choose = (next: Shape) => {
    setShape(next);
    if (SHAPES[next] !== null) setCrop(largestOf(SHAPES[next], asset));
  };
  const save = async () => {
    setBusy(true);
    try {
      const body = { crop: isWhole(crop) ? null : tidy(crop) };
      const changed = await call('patchAsset', { params: { id: asset.id }, body });
      client.setQueryData(keys.assets.one(asset.id), changed);
      void client.invalidateQueries({ queryKey: keys.assets.all });
      onClose();
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cropTitle')}
      description={t('cropHint')}
      size="wide"
      modalOnly
      footer={
        <>
          <Button look="quiet" onClick={() => (setShape('free'), setCrop(WHOLE))}>
            {t('cropReset')}
          </Button>
          <Button look="primary" busy={busy} onClick={() => void save()}>
            {t('cropSave')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div role="radiogroup" aria-label={t('cropShape')} className="flex flex-wrap gap-1.5">
          {(Object.keys(SHAPES) as Shape[]).map((each) => (
            <button
              key={each}
              type="button"
              role="radio"
              aria-checked={each === shape}
              onClick={() => choose(each)}
              className={classes(
                'min-h-8 rounded-lg border px-3 text-xs font-medium',
                each === shape ? 'border-accent bg-accent-soft text-accent-text' : 'border-line-strong',
              )}
            >
              {t(`shape_${each}`)}
            </button>
          ))}
        </div>
        <div className="flex justify-center overflow-hidden rounded-xl bg-sunken p-4">
          <div
            data-crop-area
            className="relative overflow-hidden"
            style={{
              aspectRatio: asset.width / asset.height,
              width: `min(100%, ${String((52 * asset.width) / asset.height)}dvh)`,
            }}
          >
            <img
              src={uploads.previewOf(asset.id) ?? asset.url}
              alt={asset.filename}
              draggable={false}
              className="size-full"
            />
            <CropFrame crop={crop} onChange={setCrop} shape={SHAPES[shape]} picture={asset} />
          </div>
        </div>
      </div>
    </Dialog>
  );
}
