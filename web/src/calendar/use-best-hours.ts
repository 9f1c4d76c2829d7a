import { useQueries } from '@tanstack/react-query';
import { CHANNELS, type Channel } from '../../../src/contract/channel.ts';
import { call, useAccounts, useMe } from '../api/index.ts';
import { together, type BestHours } from './best-hours.ts';

const HOUR_MS = 3_600_000;

/** The good hours of the week for the channel looked at, or of both together; `null` while there is nothing to say. */
export function useBestHours(zone: string, channel: Channel | undefined): BestHours | null {
  const enabled = useMe().data?.suggestionsEnabled === true;
  const linked = useAccounts().data?.map((account) => account.channel) ?? [];
  const wanted = CHANNELS.filter((name) => linked.includes(name) && (channel === undefined || channel === name));
  return useQueries({
    queries: wanted.map((name) => ({
      queryKey: ['best-times', name],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('listBestTimes', { query: { channel: name } }, { signal }),
      staleTime: HOUR_MS,
      enabled,
    })),
    combine: (results) =>
      together(
        results.flatMap(({ data }) => data ?? []),
        zone,
      ),
  });
}
