import { Bookmark, Ellipsis, Heart, MapPin, MessageCircle, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/index.ts';
import { FoldedCaption } from './folded-caption.tsx';
import type { Frame } from './framing.ts';
import { Dots } from './swipe.tsx';

interface AppFrameProps {
  name: string;
  username: string;
  avatarUrl: string | null;
  caption: string;
  frame: Frame;
  index: number;
  count: number;
  /** The files, framed and swipeable. */
  children: ReactNode;
}

/** A post as Instagram shows it: in the feed with its head and its buttons, a reel over the whole screen. */
export function InstagramFrame(props: AppFrameProps & { place: string | null }) {
  return props.frame.kind === 'reel' ? <ReelFrame {...props} /> : <FeedFrame {...props} />;
}

function FeedFrame({
  name,
  username,
  avatarUrl,
  caption,
  frame,
  index,
  count,
  place,
  children,
}: AppFrameProps & { place: string | null }) {
  return (
    <article className="m-auto w-full max-w-[26rem] shrink-0 max-lg:max-w-[18rem] overflow-hidden rounded-xl border border-line bg-surface">
      <header className="flex items-center gap-2.5 px-3 py-2.5">
        <Avatar name={name} url={avatarUrl} size={32} />
        <span className="min-w-0 flex-1 text-sm leading-tight">
          <span className="block truncate font-semibold">{username}</span>
          {place === null ? null : (
            <span className="flex items-center gap-0.5 text-xs text-ink-soft">
              <MapPin size={11} aria-hidden="true" /> {place}
            </span>
          )}
        </span>
        <Ellipsis size={18} aria-hidden="true" className="text-ink-soft" />
      </header>
      <div
        className="relative w-full overflow-hidden bg-sunken"
        style={{ aspectRatio: frame.aspect }}
        data-preview-frame={frame.kind ?? 'none'}
      >
        {children}
      </div>
      <div className="flex items-center gap-4 px-3 pt-2.5" aria-hidden="true">
        <Heart size={22} />
        <MessageCircle size={22} />
        <Send size={21} />
        <span className="flex-1">
          <Dots index={index} count={count} />
        </span>
        <Bookmark size={22} />
      </div>
      <div className="px-3 pt-2 pb-3">
        <FoldedCaption text={caption} channel="ig" name={username} />
      </div>
    </article>
  );
}

function ReelFrame({ name, username, avatarUrl, caption, children }: AppFrameProps) {
  return (
    <article
      className="relative m-auto aspect-[9/16] w-full max-w-[min(21rem,calc((100dvh-15rem)*9/16))] min-w-60 max-lg:max-w-[15rem] overflow-hidden rounded-2xl bg-black text-white"
      data-preview-frame="reel"
    >
      {children}
      <div
        aria-hidden="true"
        className="pointer-events-none absolute right-2.5 bottom-24 flex flex-col items-center gap-4 drop-shadow"
      >
        <Heart size={26} />
        <MessageCircle size={26} />
        <Send size={25} />
        <Ellipsis size={22} />
      </div>
      <div className="pointer-events-none absolute inset-x-0 bottom-0 bg-linear-to-t from-black/75 to-transparent px-3 pt-10 pb-12 *:pointer-events-auto">
        <div className="flex items-center gap-2 pr-12">
          <Avatar name={name} url={avatarUrl} size={30} />
          <span className="truncate text-sm font-semibold">{username}</span>
        </div>
        <div className="mt-2 max-h-40 overflow-y-auto pr-12">
          <FoldedCaption text={caption} channel="tiktok" name={username} />
        </div>
      </div>
    </article>
  );
}
