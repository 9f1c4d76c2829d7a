import { notifyManager, QueryClient } from '@tanstack/react-query';
import { isApiProblem } from './problem.ts';

// What is written into the cache is drawn before the next frame. By default a timer tells of it: a dropped tile would first
// be painted where it came from, and everything that listens be drawn twice.
notifyManager.setScheduler(queueMicrotask);

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
