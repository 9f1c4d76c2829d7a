import { useState } from 'react';
import { AssetPicker } from '../../media/library/asset-picker.tsx';
import { useMessages } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import { withField } from '../form/post-form.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { FramePicker } from './frame-picker.tsx';
import { IssueNotes } from './issue-notes.tsx';
import { OwnCover } from './own-cover.tsx';

/** What stands for a video before it plays: one of its frames, or on Instagram an image of its own. */
export function CoverField() {
  const t = useMessages(postMessages);
  const { form, edit, shown, readOnly } = usePostContext();
  const [picking, setPicking] = useState(false);
  const video = shown.length === 1 && shown[0]?.kind === 'video' ? shown[0] : null;
  if (video === null) return null;
  const ownId = form.ig.payload.coverAssetId ?? form.cover?.assetId;
  const setOwn = (assetId: string | undefined) =>
    edit((old) => ({
      ...old,
      cover: old.cover?.timeMs === undefined ? null : { timeMs: old.cover.timeMs },
      ig: { ...old.ig, payload: withField(old.ig.payload, 'coverAssetId', assetId) },
    }));
  return (
    <section data-place="cover" aria-label={t('cover')} className="flex flex-col gap-2">
      <h3 className="font-sans text-sm font-medium tracking-normal">{t('cover')}</h3>
      <FramePicker
        key={video.id}
        asset={video}
        timeMs={form.cover?.timeMs ?? null}
        disabled={readOnly}
        onChange={(timeMs) => edit((old) => ({ ...old, cover: timeMs === null ? null : { timeMs } }))}
      />
      {form.ig.on ? (
        <div className="flex flex-wrap items-center gap-2.5">
          {ownId === undefined ? null : <OwnCover id={ownId} />}
          <div className="min-w-0 flex-1 text-sm">
            {t('coverOwn')}
            {form.tiktok.on ? <p className="text-xs text-ink-faint">{t('coverOwnHint')}</p> : null}
          </div>
          {readOnly ? null : (
            <Button small onClick={() => (ownId === undefined ? setPicking(true) : setOwn(undefined))}>
              {t(ownId === undefined ? 'coverOwnChoose' : 'coverOwnRemove')}
            </Button>
          )}
        </div>
      ) : null}
      <IssueNotes places={['cover']} />
      {picking ? (
        <AssetPicker
          single
          kind="image"
          onClose={() => setPicking(false)}
          onPick={([image]) => {
            setPicking(false);
            setOwn(image?.id);
          }}
        />
      ) : null}
    </section>
  );
}
