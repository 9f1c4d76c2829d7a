import { FileX2 } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { isApiProblem, useAccounts, useMe, usePost } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Button, Dialog, EmptyState, wordsForProblem } from '../ui/index.ts';
import { Composer } from './composer.tsx';
import { beginNewPost, beginOldPost } from './form/begin.ts';
import { keptWork } from './form/kept-work.ts';
import { isPostLocked } from './form/locks.ts';
import { OpeningPost } from './opening-post.tsx';
import { postMessages } from './messages.ts';

export interface PostModalProps {
  /** The post to edit, or `new`. */
  postId: string;
  /** For a new post: the instant the calendar was asked at. */
  at: string | null;
  /** Files a new post starts with. */
  assetIds: readonly string[];
  onClose: () => void;
}

/** The window in which a post is written, checked and ordered, for both channels at once (spec.md 7). */
export function PostModal(props: PostModalProps) {
  const t = useMessages(postMessages);
  // Closing tells of work that stays unsaved; only the composer knows whether there is any.
  const farewell = useRef<(() => void) | null>(null);
  const onFarewell = useCallback((say: (() => void) | null) => {
    farewell.current = say;
  }, []);
  // Said first to those who hear it; a field would bring up a phone's keyboard at once.
  const heading = useRef<HTMLHeadingElement>(null);
  const close = () => {
    farewell.current?.();
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t(props.postId === 'new' ? 'newPost' : 'editPost')}
      titleHidden
      size="full"
      modalOnly
      initialFocus={heading}
    >
      <Content {...props} onClose={close} onFarewell={onFarewell} heading={heading} />
    </Dialog>
  );
}

interface ContentProps extends PostModalProps {
  onFarewell: (say: (() => void) | null) => void;
  heading: React.RefObject<HTMLHeadingElement | null>;
}

/** Waits for what the composer cannot start without, showing what is known already. */
function Content({ postId, at, assetIds, onClose, onFarewell, heading }: ContentProps) {
  const isNew = postId === 'new';
  const me = useMe();
  const accounts = useAccounts();
  const post = usePost(isNew ? null : postId);
  if (!isNew && post.data === undefined && post.error !== null) {
    return <NotThere error={post.error} onClose={onClose} onRetry={() => void post.refetch()} />;
  }
  const waits = me.data === undefined || (accounts.data === undefined && !accounts.isError);
  if (me.data === undefined || waits || (!isNew && post.data === undefined))
    return <OpeningPost postId={postId} onClose={onClose} heading={heading} />;

  const userId = me.data.id;
  const kept = isPostLocked(post.data ?? null) ? null : keptWork(localStorage, userId, postId);
  const linked = (accounts.data ?? []).map((account) => account.channel);
  return (
    <Composer
      me={me.data}
      accounts={accounts.data ?? []}
      postId={postId}
      begin={() =>
        post.data === undefined
          ? beginNewPost({ at, assetIds, linked, nowMs: Date.now() }, kept)
          : beginOldPost(post.data, kept)
      }
      beginAfresh={() =>
        post.data === undefined
          ? beginNewPost({ at, assetIds, linked, nowMs: Date.now() }, null)
          : beginOldPost(post.data, null)
      }
      beginsWithKept={kept !== null}
      onClose={onClose}
      onFarewell={onFarewell}
      heading={heading}
    />
  );
}

function NotThere({ error, onClose, onRetry }: { error: unknown; onClose: () => void; onRetry: () => void }) {
  const t = useMessages(postMessages);
  const gone = isApiProblem(error, 'NOT_FOUND');
  return (
    <div className="flex h-full items-center justify-center">
      <EmptyState
        icon={<FileX2 size={22} aria-hidden="true" />}
        title={gone ? t('goneTitle') : wordsForProblem(error)}
        action={<Button onClick={gone ? onClose : onRetry}>{t(gone ? 'close' : 'tryAgain')}</Button>}
      >
        {gone ? t('goneText') : null}
      </EmptyState>
    </div>
  );
}
