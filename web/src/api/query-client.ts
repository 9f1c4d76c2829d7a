import { QueryClient } from '@tanstack/react-query';
import { isApiProblem } from './problem.ts';

/** One cache for the whole client. Live changes keep it fresh, so nothing is fetched twice merely for its age. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: true,
      // The server may be on this very machine. Browsers that think themselves offline would wait, and say nothing.
      networkMode: 'always',
      refetchOnReconnect: true,
      // An answer, even a refusal, is an answer. Only silence is asked again.
      retry: (failures, error) => isApiProblem(error, 'UNREACHABLE', 'UNAVAILABLE') && failures < 2,
    },
    mutations: { retry: false },
  },
});
