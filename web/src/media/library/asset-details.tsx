import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Crop, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { CHANNELS, type Channel } from '../../../../src/contract/channel.ts';
import { call, keys } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { ChipsInput } from '../../post/fields/chips-input.tsx';
import { readTags } from '../../post/form/words.ts';
import { Button, Field, IconButton, TextInput, toast, toastProblem } from '../../ui/index.ts';
import { CropDialog } from '../crop/crop-dialog.tsx';
import { FixOffer } from '../fix/fix-offer.tsx';
import { mediaMessages } from '../messages.ts';
import { useMissingPoster } from '../uploads/use-missing-poster.ts';
import { uploads } from '../uploads/uploads.ts';
import { AssetFacts, AssetFit } from './asset-facts.tsx';
import { DeleteAsset } from './delete-asset.tsx';

/** All about one file: what it is, which channels take it, where it is used, and what can be done with it. */
export function AssetDetails({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const t = useMessages(mediaMessages);
  const change = useChangeAsset(asset);
  const [name, setName] = useState(asset.filename);
  const [cropping, setCropping] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const rename = () => {
    const wanted = name.trim();
    if (wanted === '') setName(asset.filename);
    else if (wanted !== asset.filename) void change({ filename: wanted });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the panel from anywhere in it; a button does too
    <aside
      aria-label={t('details')}
      onKeyDown={(event) => (event.key === 'Escape' && !event.defaultPrevented ? onClose() : undefined)}
      className="flex w-80 shrink-0 flex-col gap-4 overflow-y-auto border-l border-line bg-surface p-4 max-lg:fixed max-lg:inset-0 max-lg:z-30 max-lg:w-full"
    >
      <div className="flex items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate text-lg">{asset.filename}</h2>
        <IconButton label={t('back')} onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </div>
      <BigPicture asset={asset} />
      <div className="flex flex-wrap gap-2">
        {asset.kind === 'image' ? (
          <Button small icon={<Crop size={14} aria-hidden="true" />} onClick={() => setCropping(true)}>
            {t('crop')}
          </Button>
        ) : null}
        <NewPostWith id={asset.id} />
        <Button small look="danger" icon={<Trash2 size={14} aria-hidden="true" />} onClick={() => setDeleting(true)}>
          {t('delete')}
        </Button>
      </div>
      <Field label={t('filename')}>
        {(wired) => (
          <TextInput
            {...wired}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.target.value)}
            onBlur={rename}
            onKeyDown={(event) => (event.key === 'Enter' ? event.currentTarget.blur() : undefined)}
          />
        )}
      </Field>
      <Field label={t('tags')} hint={t('tagsHint')}>
        {(wired) => (
          <ChipsInput
            id={wired.id}
            describedBy={wired['aria-describedby']}
            values={asset.tags}
            onChange={(tags) => void change({ tags })}
            read={readTags}
            placeholder={t('tags')}
            maximum={30}
          />
        )}
      </Field>
      <AssetFit asset={asset} />
      <FixOffer asset={asset} channels={refusing(asset)} place="library" />
      <AssetFacts asset={asset} />
      <UsedIn asset={asset} />
      {cropping ? <CropDialog asset={asset} onClose={() => setCropping(false)} /> : null}
      <DeleteAsset asset={asset} open={deleting} onClose={() => setDeleting(false)} onDeleted={onClose} />
    </aside>
  );
}

function refusing(asset: Asset): Channel[] {
  return CHANNELS.filter((channel) => (asset.fit[channel] ?? []).some((issue) => issue.blocking));
}

function BigPicture({ asset }: { asset: Asset }) {
  const source = uploads.previewOf(asset.id) ?? asset.url;
  useMissingPoster(asset);
  const shape = 'max-h-72 w-full rounded-xl bg-sunken object-contain';
  if (asset.kind === 'image') return <img src={source} alt={asset.filename} className={shape} />;
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- the creator's own raw video has no captions file
    <video
      src={source}
      poster={asset.thumbnailUrl ?? undefined}
      controls
      playsInline
      preload="metadata"
      className={shape}
    />
  );
}

function NewPostWith({ id }: { id: string }) {
  const t = useMessages(mediaMessages);
  const navigate = useNavigate();
  return (
    <Button
      small
      onClick={() => void navigate({ to: '.', search: (old: object) => ({ ...old, post: 'new', assets: id }) })}
    >
      {t('newPostWith')}
    </Button>
  );
}

function UsedIn({ asset }: { asset: Asset }) {
  const t = useMessages(mediaMessages);
  const navigate = useNavigate();
  const ids = asset.usedByPostIds;
  if (ids.length === 0) return <p className="text-sm text-ink-faint">{t('unused')}</p>;
  return (
    <div>
      <p className="mb-1 text-sm">{t('usedIn', { count: ids.length })}</p>
      <ul className="flex flex-wrap gap-1.5">
        {ids.slice(0, 12).map((id, index) => (
          <li key={id}>
            <Button small onClick={() => void navigate({ to: '.', search: (old: object) => ({ ...old, post: id }) })}>
              {t('openPost', { number: index + 1 })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useChangeAsset(asset: Asset) {
  const t = useMessages(mediaMessages);
  const client = useQueryClient();
  return async (body: { filename?: string; tags?: string[] }) => {
    try {
      const changed = await call('patchAsset', { params: { id: asset.id }, body });
      client.setQueryData(keys.assets.one(asset.id), changed);
      await client.invalidateQueries({ queryKey: keys.assets.all });
      toast({ text: t('saved') });
    } catch (error) {
      toastProblem(error);
    }
  };
}
