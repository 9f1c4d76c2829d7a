import { X } from 'lucide-react';
import type { RefObject } from 'react';
import { cachedEntries, queryClient } from '../api/index.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { ChannelIcon, IconButton, ReadinessBadge, Skeleton } from '../ui/index.ts';
import { postMessages } from './messages.ts';

/** The modal while the post is read: what its tile already knew, and where the rest will stand. */
export function OpeningPost({
  postId,
  onClose,
  heading,
}: {
  postId: string;
  onClose: () => void;
  heading: RefObject<HTMLHeadingElement | null>;
}) {
  const t = useMessages(postMessages);
  const format = useFormat();
  const known = cachedEntries(queryClient).filter((entry) => entry.postId === postId);
  const entries = known.filter((entry, index) => known.findIndex((other) => other.id === entry.id) === index);
  const first = entries[0];
  const thumbnail = entries.find((entry) => entry.thumbnailUrl !== null)?.thumbnailUrl ?? null;
  return (
    <div className="flex h-full flex-col" aria-busy="true">
      <div className="flex items-center gap-3 border-b border-line px-4 py-2 sm:px-5">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate text-xl outline-none">
          {titleOf(postId, first?.title, t)}
        </h2>
        {first === undefined ? null : <ReadinessBadge entry={first} />}
        <IconButton label={t('close')} onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </div>
      <p className="sr-only" role="status">
        {t('loading')}
      </p>
      <div className="grid min-h-0 flex-1 gap-6 overflow-hidden p-5 lg:grid-cols-[minmax(0,1fr)_30rem]">
        <div className="flex items-center justify-center">
          {thumbnail === null ? (
            <Skeleton className="aspect-[4/5] w-full max-w-[22rem]" />
          ) : (
            <img
              src={thumbnail}
              alt=""
              className="aspect-[4/5] w-full max-w-[22rem] rounded-xl object-cover opacity-80"
            />
          )}
        </div>
        <div className="flex flex-col gap-4">
          {first?.scheduledAt == null ? null : (
            <p className="flex items-center gap-2 text-sm">
              {entries.map((entry) => (
                <ChannelIcon key={entry.id} channel={entry.channel} named />
              ))}
              {format.instant(first.scheduledAt, first.timezone, 'dateTime')}
            </p>
          )}
          <Skeleton className="h-28" />
          <Skeleton className="h-9" />
          <Skeleton className="h-9 w-2/3" />
          <Skeleton className="h-20" />
        </div>
      </div>
    </div>
  );
}

function titleOf(
  postId: string,
  title: string | undefined,
  t: ReturnType<typeof useMessages<typeof postMessages.en>>,
): string {
  if (postId === 'new') return t('newPost');
  return title === undefined || title === '' ? t('editPost') : title;
}
