import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Channel } from '../../../src/contract/channel.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import { call, keys } from '../api/index.ts';
import { isHeldUp } from './held-up.ts';

const DAY_MS = 86_400_000;
/** How far back missed posts are worth posting after all. */
const LOOK_BACK_MS = 30 * DAY_MS;

/** The entries of the last weeks that wait for nothing but a new time, of one channel or of both. Live. */
export function useHeldUp(channel?: Channel): readonly Entry[] {
  const [since] = useState(() => Date.now() - LOOK_BACK_MS);
  const missed = useQuery({
    // Among the accounts, which are read again after every change of an entry, a job or an account.
    queryKey: [...keys.accounts, 'held-up', channel ?? 'all'],
    queryFn: ({ signal }) =>
      call(
        'listEntries',
        {
          query: {
            from: new Date(since).toISOString(),
            // This device's clock may be behind the server's.
            to: new Date(Date.now() + DAY_MS).toISOString(),
            ...(channel === undefined ? {} : { channel }),
            readiness: 'needs_attention',
            limit: 1000,
          },
        },
        { signal },
      ),
  });
  return missed.data?.filter(isHeldUp) ?? NONE;
}

const NONE: Entry[] = [];
