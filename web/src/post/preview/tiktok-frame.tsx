import { Bookmark, Forward, Heart, MessageCircle, Music2, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/index.ts';
import { FoldedCaption } from './folded-caption.tsx';
import type { Frame } from './framing.ts';
import { Dots } from './swipe.tsx';

interface TiktokFrameProps {
  name: string;
  username: string;
  avatarUrl: string | null;
  caption: string;
  title: string;
  frame: Frame;
  index: number;
  count: number;
  children: ReactNode;
}

/** A post as TikTok shows it: over the whole screen, what does not fill it between black bars. */
export function TiktokFrame({
  name,
  username,
  avatarUrl,
  caption,
  title,
  frame,
  index,
  count,
  children,
}: TiktokFrameProps) {
  return (
    <article
      className="relative m-auto aspect-[9/16] w-full max-w-[min(21rem,calc((100dvh-15rem)*9/16))] min-w-60 max-lg:max-w-[15rem] overflow-hidden rounded-2xl bg-black text-white"
      data-preview-frame={frame.kind ?? 'none'}
    >
      {children}
      <div aria-hidden="true" className="pointer-events-none absolute inset-x-3 top-3 flex justify-end drop-shadow">
        <Search size={20} />
      </div>
      <div
        aria-hidden="true"
        className="pointer-events-none absolute right-2.5 bottom-24 flex flex-col items-center gap-4 drop-shadow"
      >
        <span className="rounded-full border-2 border-white">
          <Avatar name={name} url={avatarUrl} size={38} />
        </span>
        <Heart size={28} fill="currentColor" />
        <MessageCircle size={28} fill="currentColor" />
        <Bookmark size={26} fill="currentColor" />
        <Forward size={28} />
      </div>
      <div className="pointer-events-none absolute inset-x-0 bottom-0 bg-linear-to-t from-black/75 to-transparent px-3 pt-10 pb-12 *:pointer-events-auto">
        <div className="pr-14">
          <p className="text-sm font-semibold">{name}</p>
          {title === '' ? null : <p className="mt-1 text-sm font-semibold">{title}</p>}
          <div className="mt-1 max-h-40 overflow-y-auto">
            <FoldedCaption text={caption} channel="tiktok" name={username} />
          </div>
          <p className="mt-1.5 flex items-center gap-1.5 text-xs opacity-90" aria-hidden="true">
            <Music2 size={13} /> {username}
          </p>
        </div>
        <Dots index={index} count={count} />
      </div>
    </article>
  );
}
