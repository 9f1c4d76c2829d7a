import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Account } from '../../../../src/contract/account.ts';
import { call, isApiProblem, keys } from '../../api/index.ts';

/**
 * `failed`: TikTok could not be asked; `refused`: it was, and lets this account post no more. That it takes no more
 * posts for now is said by the account itself (U3).
 */
export type Freshness = 'asking' | 'fresh' | 'failed' | 'refused';

export interface Creator {
  freshness: Freshness;
  /** The server's own words, where it had some. */
  said: string | null;
}

/**
 * Asks TikTok anew what this creator may do, whenever the section is shown (tiktok.md 4 and 11, U1). Until the answer
 * comes, what it said the last time stands.
 */
export function useFreshCreator(accountId: string | null): Creator {
  const client = useQueryClient();
  const [answer, setAnswer] = useState<(Creator & { accountId: string }) | null>(null);
  useEffect(() => {
    if (accountId === null) return;
    let left = false;
    const ask = async () => {
      try {
        const fresh = await call('refreshAccount', { params: { id: accountId } });
        client.setQueryData<Account[]>(keys.accounts, (old) =>
          old?.map((each) => (each.id === fresh.id ? fresh : each)),
        );
        if (!left) setAnswer({ accountId, freshness: 'fresh', said: null });
      } catch (error) {
        if (!left) setAnswer({ accountId, ...readRefusal(error) });
      }
    };
    void ask();
    return () => {
      left = true;
    };
  }, [accountId, client]);
  return answer?.accountId === accountId && answer !== null ? answer : { freshness: 'asking', said: null };
}

function readRefusal(error: unknown): Creator {
  const problem = isApiProblem(error) ? error : null;
  const isOurs = problem === null || problem.code === 'NOT_FOUND' || problem.code === 'UNREACHABLE';
  return {
    freshness: problem?.code === 'FORBIDDEN' ? 'refused' : 'failed',
    said: isOurs ? null : problem.message,
  };
}
