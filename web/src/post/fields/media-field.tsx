import { ImagePlus, Images } from 'lucide-react';
import { useRef, useState } from 'react';
import { AssetPicker } from '../../media/library/asset-picker.tsx';
import { mediaMessages } from '../../media/messages.ts';
import { ChooseFiles } from '../../media/uploads/choose-files.tsx';
import { FixOffer } from '../../media/fix/fix-offer.tsx';
import { UploadList } from '../../media/uploads/upload-list.tsx';
import { uploads } from '../../media/uploads/uploads.ts';
import { useFileDrop } from '../../media/uploads/use-file-drop.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button, classes } from '../../ui/index.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { channelsOf } from '../form/post-form.ts';
import { IssueNotes } from './issue-notes.tsx';
import { MediaStrip } from './media-strip.tsx';

/** The files of the post: uploaded here, dragged or pasted in, or taken from the library. */
export function MediaField({ index, onIndex }: { index: number; onIndex: (index: number) => void }) {
  const t = useMessages(postMessages);
  const m = useMessages(mediaMessages);
  const { form, edit, me, place, readOnly } = usePostContext();
  const [picking, setPicking] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const add = (files: File[]) => uploads.add(files, place, me.features.uploadLimits);
  const over = useFileDrop(area, add, !readOnly);
  const empty = form.assetIds.length === 0;

  return (
    <section data-place="media" aria-label={t('media')} className="flex flex-col gap-2">
      <MediaStrip index={index} onIndex={onIndex} />
      {readOnly ? null : (
        <div
          ref={area}
          data-drop
          className={classes(
            'flex flex-wrap items-center justify-center gap-2 rounded-xl border border-dashed px-3 transition-colors',
            empty ? 'flex-col py-6' : 'py-2',
            over ? 'border-accent bg-accent-soft' : 'border-line-strong',
          )}
        >
          {empty || over ? (
            <p className="text-sm text-ink-soft">{over ? m('dropNow') : `${m('dropHere')}, ${m('orPaste')}`}</p>
          ) : null}
          <div className="flex flex-wrap justify-center gap-2">
            <ChooseFiles small={!empty} onFiles={add} icon={<ImagePlus size={15} aria-hidden="true" />}>
              {m('chooseFiles')}
            </ChooseFiles>
            <Button small={!empty} onClick={() => setPicking(true)} icon={<Images size={15} aria-hidden="true" />}>
              {m('fromLibrary')}
            </Button>
          </div>
        </div>
      )}
      <UploadList place={place} />
      <IssueNotes places={['media']} />
      {readOnly ? null : <FixOffers />}
      {picking ? (
        <AssetPicker
          taken={form.assetIds}
          onClose={() => setPicking(false)}
          onPick={(assets) => {
            setPicking(false);
            const ids = assets.map((asset) => asset.id);
            edit((old) => ({ ...old, assetIds: [...new Set([...old.assetIds, ...ids])] }));
          }}
        />
      ) : null}
    </section>
  );
}

/** Videos that a channel of the post refuses and that can be put right here. */
function FixOffers() {
  const { form, shown, place, accountOf } = usePostContext();
  const channels = channelsOf(form);
  const seconds = form.tiktok.on ? accountOf('tiktok')?.capabilities.maxVideoDurationSeconds : undefined;
  return shown.map((asset) => (
    <FixOffer
      key={asset.id}
      asset={asset}
      channels={channels}
      creatorMaximumMs={seconds === undefined ? null : seconds * 1000}
      place={place}
    />
  ));
}
