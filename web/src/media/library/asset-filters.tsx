import { Search } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Select, TextInput } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';

export interface AssetFilter {
  search?: string;
  kind?: 'image' | 'video';
  used?: 'true' | 'false';
  tag?: string;
}

const TYPING_MS = 250;

/** Search and filters of the library. `tags` are those known; without any, that filter is left out. */
interface AssetFiltersProps {
  filter: AssetFilter;
  onChange: (filter: AssetFilter) => void;
  tags?: readonly string[];
  /** Beside the search. */
  children?: ReactNode;
}

export function AssetFilters({ filter, onChange, tags = [], children }: AssetFiltersProps) {
  const t = useMessages(mediaMessages);
  const [text, setText] = useState(filter.search ?? '');
  useEffect(() => {
    if (text === (filter.search ?? '')) return;
    const timer = setTimeout(
      () => onChange(withKey(filter, 'search', text.trim() === '' ? undefined : text.trim())),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [text, filter, onChange]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-40 flex-1 sm:max-w-72">
        <Search size={15} aria-hidden="true" className="pointer-events-none absolute top-2.5 left-2.5 text-ink-faint" />
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="pl-8"
        />
      </div>
      {children === undefined ? null : <div className="sm:order-last sm:ml-auto">{children}</div>}
      <span className="basis-full sm:hidden" />
      <Select
        aria-label={t('filterKind')}
        className="max-sm:flex-1 sm:w-36!"
        value={filter.kind ?? 'all'}
        options={[
          { value: 'all', label: t('kindAll') },
          { value: 'image', label: t('kindImage') },
          { value: 'video', label: t('kindVideo') },
        ]}
        onChange={(kind) => onChange(withKey(filter, 'kind', kind === 'all' ? undefined : kind))}
      />
      <Select
        aria-label={t('filterUsed')}
        className="max-sm:flex-1 sm:w-44!"
        value={filter.used ?? 'all'}
        options={[
          { value: 'all', label: t('usedAll') },
          { value: 'true', label: t('usedYes') },
          { value: 'false', label: t('usedNo') },
        ]}
        onChange={(used) => onChange(withKey(filter, 'used', used === 'all' ? undefined : used))}
      />
      {tags.length === 0 && filter.tag === undefined ? null : (
        <Select
          aria-label={t('filterTag')}
          className="max-sm:flex-1 sm:w-40!"
          value={filter.tag ?? ''}
          options={[
            { value: '', label: t('anyTag') },
            ...[...new Set([...tags, ...(filter.tag === undefined ? [] : [filter.tag])])].map((tag) => ({
              value: tag,
              label: tag,
            })),
          ]}
          onChange={(tag) => onChange(withKey(filter, 'tag', tag === '' ? undefined : tag))}
        />
      )}
    </div>
  );
}

export function isFiltering(filter: AssetFilter): boolean {
  return Object.keys(filter).length > 0;
}

function withKey<K extends keyof AssetFilter>(
  filter: AssetFilter,
  key: K,
  value: AssetFilter[K] | undefined,
): AssetFilter {
  const { [key]: _, ...rest } = filter;
  return value === undefined ? rest : { ...rest, [key]: value };
}
