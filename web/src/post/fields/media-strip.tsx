import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { Ellipsis, FileX2, Film, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { CropDialog } from '../../media/crop/crop-dialog.tsx';
import { useMessages } from '../../i18n/index.ts';
import { uploads } from '../../media/uploads/uploads.ts';
import { useMissingPoster } from '../../media/uploads/use-missing-poster.ts';
import { announce, classes, IconButton, Menu, type MenuEntry } from '../../ui/index.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { useMoveFile } from '../use-move-file.ts';

/** More thumbnails than this scroll, or they would push the caption off a phone's screen. */
const MANY = 12;

interface MediaStripProps {
  index: number;
  onIndex: (index: number) => void;
}

/** The files in their order: chosen by a click, reordered by dragging or with Alt and the arrow keys. */
export function MediaStrip({ index, onIndex }: MediaStripProps) {
  const t = useMessages(postMessages);
  const { form, edit, readOnly, assets } = usePostContext();
  const [cropped, setCropped] = useState<Asset | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const moveFile = useMoveFile(onIndex);
  const count = form.assetIds.length;
  if (count === 0) return null;

  const move = (from: number, to: number) => {
    moveFile(from, to);
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-thumb]')[to]?.focus());
  };
  const remove = (id: string) => {
    edit((old) => ({ ...old, assetIds: old.assetIds.filter((each) => each !== id) }));
    onIndex(Math.max(0, index - 1));
    announce(t('removed'));
  };
  return (
    <>
      <ol
        ref={list}
        aria-label={t('order')}
        className={classes('flex flex-wrap gap-2', count > MANY && '-m-2 max-h-52 overflow-y-auto p-2')}
      >
        {form.assetIds.map((id, position) => (
          <Thumb
            key={id}
            id={id}
            asset={assets.get(id)}
            position={position}
            count={count}
            current={position === index}
            readOnly={readOnly}
            onShow={() => onIndex(position)}
            onMove={(to) => move(position, to)}
            onDropAt={(from) => move(from, position)}
            onRemove={() => remove(id)}
            onCrop={setCropped}
          />
        ))}
      </ol>
      {count > 1 && !readOnly ? <p className="text-xs text-ink-faint">{t('orderHint')}</p> : null}
      {cropped === null ? null : <CropDialog asset={cropped} onClose={() => setCropped(null)} />}
    </>
  );
}

interface ThumbProps {
  id: string;
  asset: Asset | null | undefined;
  position: number;
  count: number;
  current: boolean;
  readOnly: boolean;
  onShow: () => void;
  onMove: (to: number) => void;
  onDropAt: (from: number) => void;
  onRemove: () => void;
  onCrop: (asset: Asset) => void;
}

function Thumb(props: ThumbProps) {
  const { id, asset, position, count, current, readOnly, onShow, onMove, onDropAt } = props;
  const t = useMessages(postMessages);
  const element = useRef<HTMLLIElement>(null);
  const over = useReorder(element, position, count > 1 && !readOnly, onDropAt);
  const words = asset === null ? t('fileGone') : (asset?.filename ?? '');
  return (
    <li ref={element} className={classes('relative', over && 'outline-2 outline-offset-2 outline-accent')}>
      <button
        type="button"
        data-thumb={id}
        aria-label={`${t('mediaOf', { position: position + 1, count })}: ${words}`}
        aria-current={current}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        onClick={onShow}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
          if (step === 0 || !event.altKey || readOnly) return;
          event.preventDefault();
          onMove(position + step);
        }}
        className={classes(
          'block size-16 overflow-hidden rounded-lg border-2 bg-sunken',
          current ? 'border-accent' : 'border-transparent',
        )}
      >
        <Picture asset={asset} />
      </button>
      {readOnly ? null : (
        <span className="absolute -top-1.5 -right-1.5">
          <Menu
            trigger={
              <IconButton
                small
                bordered
                label={t('fileActions', { position: position + 1 })}
                className="size-6! rounded-full!"
              >
                <Ellipsis size={13} aria-hidden="true" />
              </IconButton>
            }
            items={actionsOf(props, t)}
          />
        </span>
      )}
    </li>
  );
}

function actionsOf(
  { asset, position, count, onMove, onRemove, onCrop }: ThumbProps,
  t: ReturnType<typeof useMessages<typeof postMessages.en>>,
): MenuEntry[] {
  return [
    ...(asset?.kind === 'image' ? [{ label: t('cropFile'), onSelect: () => onCrop(asset) }] : []),
    ...(position > 0 ? [{ label: t('moveEarlier'), onSelect: () => onMove(position - 1) }] : []),
    ...(position < count - 1 ? [{ label: t('moveLater'), onSelect: () => onMove(position + 1) }] : []),
    { label: t('removeFile'), onSelect: onRemove, danger: true },
  ];
}

function Picture({ asset }: { asset: Asset | null | undefined }) {
  const t = useMessages(postMessages);
  useMissingPoster(asset ?? null);
  if (asset === undefined) return null;
  if (asset === null) return <FileX2 size={20} aria-hidden="true" className="mx-auto text-danger" />;
  const local = asset.kind === 'image' ? uploads.previewOf(asset.id) : null;
  const source = asset.thumbnailUrl ?? local;
  return (
    <span className="relative block size-full">
      {source === null ? (
        <span className="flex size-full items-center justify-center text-ink-faint" title={t('pictureComing')}>
          <Film size={20} aria-hidden="true" />
        </span>
      ) : (
        <img src={source} alt="" draggable={false} className="size-full object-cover" />
      )}
      {asset.kind === 'video' ? (
        <span className="absolute right-1 bottom-1 rounded bg-black/65 p-0.5 text-white">
          <Play size={10} fill="currentColor" aria-hidden="true" />
        </span>
      ) : null}
    </span>
  );
}

/** Dragging one thumbnail onto another moves it there. */
function useReorder(
  ref: React.RefObject<HTMLElement | null>,
  position: number,
  enabled: boolean,
  onDropAt: (from: number) => void,
): boolean {
  const [over, setOver] = useState(false);
  const drop = useRef(onDropAt);
  useEffect(() => {
    drop.current = onDropAt;
  });
  useEffect(() => {
    const element = ref.current;
    if (element === null || !enabled) return;
    return combine(
      draggable({ element, getInitialData: () => ({ filePosition: position }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data['filePosition'] === 'number',
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          drop.current(Number(source.data['filePosition']));
        },
      }),
    );
  }, [ref, position, enabled]);
  return over;
}
