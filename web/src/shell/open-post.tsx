import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';

const PostModal = lazy(() => import('../post/index.ts').then((part) => ({ default: part.PostModal })));

/** The post modal over whatever page `?post=` stands on. Closing it takes the post out of the address again. */
export function OpenPost() {
  const { post, at, assets } = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const close = useCallback(
    () =>
      void navigate({
        to: '.',
        search: (old) => ({ ...old, post: undefined, at: undefined, assets: undefined }),
      }),
    [navigate],
  );
  if (post === undefined) return null;
  return (
    <Suspense>
      <PostModal key={post} postId={post} at={at ?? null} assetIds={assets?.split(',') ?? NONE} onClose={close} />
    </Suspense>
  );
}

const NONE: string[] = [];
