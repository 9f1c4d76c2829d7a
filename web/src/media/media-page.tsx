import { useSearch } from '@tanstack/react-router';
import { ImagePlus, Images, SearchX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Asset } from '../../../src/contract/asset.ts';
import { useAssets, useMe } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { PageHead } from '../shell/toolbar.tsx';
import { Button, classes, EmptyState, Skeleton, wordsForProblem } from '../ui/index.ts';
import { AssetDetails } from './library/asset-details.tsx';
import { AssetFilters, isFiltering, type AssetFilter } from './library/asset-filters.tsx';
import { AssetTile } from './library/asset-tile.tsx';
import { mediaMessages } from './messages.ts';
import { ChooseFiles } from './uploads/choose-files.tsx';
import { UploadList } from './uploads/upload-list.tsx';
import { uploads } from './uploads/uploads.ts';
import { useFileDrop } from './uploads/use-file-drop.ts';

/** Files added here belong to no post yet. */
const PLACE = 'library';

/** The media library: everything uploaded, held against each channel's rules, found again by name, kind, tag and use. */
export function MediaPage() {
  const t = useMessages(mediaMessages);
  const { post } = useSearch({ from: '__root__' });
  const [filter, setFilter] = useState<AssetFilter>({});
  const [openId, setOpenId] = useState<string | null>(null);
  const library = useAssets(filter);
  const assets = library.data?.pages.flatMap((page) => page.assets) ?? [];
  const open = assets.find((asset) => asset.id === openId) ?? null;
  const area = useRef<HTMLDivElement>(null);
  const add = useAddFiles();
  // While a post is open, what is dropped and pasted is the post's.
  const over = useFileDrop(area, add, post === undefined);
  const known = useKnownTags(assets);

  return (
    <div className="flex min-h-0 flex-1 flex-col" ref={area}>
      <PageHead title={t('pageTitle')} />
      <div className="flex min-h-0 flex-1">
        <main id="content" className="relative min-w-0 flex-1 overflow-y-auto">
          <div className="sticky top-0 z-10 border-b border-line bg-canvas px-3 py-2 sm:px-4">
            <AssetFilters filter={filter} onChange={setFilter} tags={known}>
              <ChooseFiles onFiles={add} icon={<ImagePlus size={16} aria-hidden="true" />}>
                {t('upload')}
              </ChooseFiles>
            </AssetFilters>
          </div>
          <div className="flex flex-col gap-3 p-3 sm:p-4">
            <UploadList place={PLACE} />
            {library.isPending ? <Loading /> : null}
            {library.isError ? (
              <EmptyState
                title={wordsForProblem(library.error)}
                action={<Button onClick={() => void library.refetch()}>{t('tryAgain')}</Button>}
              />
            ) : null}
            {library.data !== undefined && assets.length === 0 ? (
              <Nothing filtering={isFiltering(filter)} onClear={() => setFilter({})} onFiles={add} />
            ) : null}
            {assets.length === 0 ? null : (
              <ul
                className={classes(
                  'grid gap-2',
                  open === null
                    ? 'grid-cols-3 sm:grid-cols-4 lg:grid-cols-5 xl:grid-cols-7'
                    : 'grid-cols-3 sm:grid-cols-4 lg:grid-cols-3 xl:grid-cols-5',
                )}
              >
                {assets.map((asset) => (
                  <li key={asset.id}>
                    <AssetTile asset={asset} current={asset.id === openId} onPress={() => setOpenId(asset.id)} />
                  </li>
                ))}
              </ul>
            )}
            {library.hasNextPage ? (
              <Button
                className="self-center"
                busy={library.isFetchingNextPage}
                onClick={() => void library.fetchNextPage()}
              >
                {t('more')}
              </Button>
            ) : null}
          </div>
          {over ? (
            <div className="pointer-events-none absolute inset-2 flex items-center justify-center rounded-2xl border-2 border-dashed border-accent bg-accent-soft/80">
              <p className="text-lg font-medium text-accent-text">{t('dropNow')}</p>
            </div>
          ) : null}
        </main>
        {open === null ? null : <AssetDetails key={open.id} asset={open} onClose={() => setOpenId(null)} />}
      </div>
    </div>
  );
}

function useAddFiles(): (files: File[]) => void {
  const me = useMe();
  useEffect(() => {
    uploads.restore();
    // A finished file shows up in the grid by itself; nobody else waits for it.
    return uploads.takenBy(PLACE, () => undefined);
  }, []);
  return (files) => {
    if (me.data !== undefined) uploads.add(files, PLACE, me.data.features.uploadLimits);
  };
}

/** Tags seen so far on this visit: choosing one narrows the list, and must not take the other choices away. */
function useKnownTags(assets: readonly Asset[]): readonly string[] {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const fresh = assets.flatMap((asset) => asset.tags).filter((tag) => !seen.includes(tag));
  if (fresh.length > 0) setSeen([...new Set([...seen, ...fresh])].toSorted((one, other) => one.localeCompare(other)));
  return seen;
}

function Nothing({
  filtering,
  onClear,
  onFiles,
}: {
  filtering: boolean;
  onClear: () => void;
  onFiles: (files: File[]) => void;
}) {
  const t = useMessages(mediaMessages);
  if (filtering) {
    return (
      <EmptyState
        icon={<SearchX size={22} aria-hidden="true" />}
        title={t('noneTitle')}
        action={<Button onClick={onClear}>{t('clearFilters')}</Button>}
      >
        {t('noneText')}
      </EmptyState>
    );
  }
  return (
    <div className="rounded-2xl border border-dashed border-line-strong py-6">
      <EmptyState
        icon={<Images size={22} aria-hidden="true" />}
        title={t('emptyTitle')}
        action={
          <ChooseFiles onFiles={onFiles} look="primary">
            {t('chooseFiles')}
          </ChooseFiles>
        }
      >
        {t('emptyText')}
      </EmptyState>
    </div>
  );
}

function Loading() {
  const t = useMessages(mediaMessages);
  return (
    <div className="grid grid-cols-3 gap-2 sm:grid-cols-4 lg:grid-cols-5 xl:grid-cols-7" aria-busy="true">
      <p className="sr-only" role="status">
        {t('loading')}
      </p>
      {Array.from({ length: 14 }, (_, index) => (
        <Skeleton key={index} className="aspect-square" />
      ))}
    </div>
  );
}
