import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { isApiProblem, useLiveChanges, useMe, useSession } from '../api/index.ts';
import { setLocale, useMessages } from '../i18n/index.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { goOnUploading } from './go-on-uploading.ts';
import { shellMessages } from './messages.ts';
import { OpenPost } from './open-post.tsx';
import { Rail } from './rail.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ServerAway, Starting } from './starting.tsx';

const SignedOut = lazy(() => import('../session/signed-out.tsx').then((part) => ({ default: part.SignedOut })));
const SessionExpired = lazy(() =>
  import('../session/session-expired.tsx').then((part) => ({ default: part.SessionExpired })),
);

/** Decides what the visitor sees: the way in, or the workplace. A session that ends leaves the screen as it was. */
export function Root() {
  const me = useMe();
  const session = useSession();
  useLiveChanges(me.data !== undefined && session === 'assumed');
  const preferred = me.data?.locale;
  useEffect(() => {
    if (preferred !== undefined) setLocale(preferred);
  }, [preferred]);

  if (me.data === undefined) {
    if (isApiProblem(me.error, 'UNAUTHENTICATED')) {
      return (
        <Suspense fallback={<Starting />}>
          <SignedOut />
        </Suspense>
      );
    }
    if (me.error !== null) return <ServerAway error={me.error} onRetry={() => void me.refetch()} />;
    return <Starting />;
  }
  return (
    <>
      <Workplace />
      {session === 'lost' ? (
        <Suspense>
          <SessionExpired email={me.data.email} />
        </Suspense>
      ) : null}
    </>
  );
}

function Workplace() {
  const t = useMessages(shellMessages);
  useEffect(goOnUploading, []);
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-lg focus:bg-surface focus:p-2"
      >
        {t('skip')}
      </a>
      <ConnectionBanner />
      <div className="flex min-h-0 flex-1">
        <Rail />
        <div className="flex min-w-0 flex-1 flex-col">
          <Outlet />
        </div>
      </div>
      <BottomBar />
      <OpenPost />
    </div>
  );
}
