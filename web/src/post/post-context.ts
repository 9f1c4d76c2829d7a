import { createContext, useContext } from 'react';
import type { Account } from '../../../src/contract/account.ts';
import type { Asset } from '../../../src/contract/asset.ts';
import type { Channel } from '../../../src/contract/channel.ts';
import type { Me } from '../../../src/contract/me.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import type { Post } from '../../../src/contract/post.ts';
import type { Place, PlacedIssue } from './form/places.ts';
import type { PostForm } from './form/post-form.ts';
import type { Creator } from './tiktok/use-creator.ts';

/** What every part of the modal works with. */
export interface PostContextValue {
  me: Me;
  form: PostForm;
  edit: (change: (form: PostForm) => PostForm) => void;
  /** The server's post; `null` while it is new. */
  post: Post | null;
  /** Whose uploads are this post's. */
  place: string;
  accountOf: (channel: Channel) => Account | null;
  entryOf: (channel: Channel) => Entry | null;
  /** The zone a channel's times are said in: its account's. */
  zoneOf: (channel: Channel) => string;
  /** Files by id; `null` for one that is gone, absent while it loads. */
  assets: ReadonlyMap<string, Asset | null>;
  /** In the order of the form. */
  shown: readonly Asset[];
  issues: readonly PlacedIssue[];
  issuesAt: (...places: readonly Place[]) => readonly PlacedIssue[];
  /** What TikTok says of the creator right now. */
  creator: Creator;
  nowMs: number;
  /** Nothing can be changed: all of it is live, or it is being sent. */
  readOnly: boolean;
  /** A channel whose entry is live or on its way. */
  isLocked: (channel: Channel) => boolean;
  goTo: (place: Place) => void;
}

export const PostContext = createContext<PostContextValue | null>(null);

export function usePostContext(): PostContextValue {
  const value = useContext(PostContext);
  if (value === null) throw new Error('A part of the post modal is used outside of it');
  return value;
}
