import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { useAssets } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button, Dialog, EmptyState, Skeleton } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';
import { AssetFilters, isFiltering, type AssetFilter } from './asset-filters.tsx';
import { AssetTile } from './asset-tile.tsx';

interface AssetPickerProps {
  /** Already in the post: shown, but not to be chosen again. */
  taken?: readonly string[];
  /** One image only, for a cover. */
  single?: boolean;
  kind?: 'image' | 'video';
  onPick: (assets: Asset[]) => void;
  onClose: () => void;
}

/** Chooses files of the library, in the order of choosing. */
export function AssetPicker({ taken = [], single = false, kind, onPick, onClose }: AssetPickerProps) {
  const t = useMessages(mediaMessages);
  const [filter, setFilter] = useState<AssetFilter>(kind === undefined ? {} : { kind });
  const [chosen, setChosen] = useState<readonly Asset[]>([]);
  const library = useAssets(filter);
  const assets = (library.data?.pages.flatMap((page) => page.assets) ?? []).filter(
    (asset) => !taken.includes(asset.id),
  );
  const press = (asset: Asset) => {
    if (single) onPick([asset]);
    else if (chosen.includes(asset)) setChosen(chosen.filter((each) => each.id !== asset.id));
    else setChosen([...chosen, asset]);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('pickTitle')}
      size="wide"
      footer={
        single ? undefined : (
          <Button look="primary" disabled={chosen.length === 0} onClick={() => onPick([...chosen])}>
            {chosen.length === 0 ? t('pickNone') : t('pickAdd', { count: chosen.length })}
          </Button>
        )
      }
    >
      <div className="flex min-h-96 flex-col gap-3">
        <AssetFilters filter={filter} onChange={setFilter} />
        {library.isPending ? (
          <div className="grid grid-cols-3 gap-2 sm:grid-cols-5" aria-busy="true">
            {Array.from({ length: 10 }, (_, index) => (
              <Skeleton key={index} className="aspect-square" />
            ))}
          </div>
        ) : assets.length === 0 ? (
          <EmptyState
            icon={<ImageOff size={22} aria-hidden="true" />}
            title={t(isFiltering(filter) ? 'noneTitle' : 'emptyTitle')}
          >
            {t(isFiltering(filter) ? 'noneText' : 'emptyText')}
          </EmptyState>
        ) : (
          <ul className="grid grid-cols-3 gap-2 sm:grid-cols-5">
            {assets.map((asset) => (
              <li key={asset.id}>
                <AssetTile
                  asset={asset}
                  chosen={chosen.some((each) => each.id === asset.id)}
                  onPress={() => press(asset)}
                />
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
    </Dialog>
  );
}
