import { listenForChanges } from './changes.ts';

/**
 * Wakes a worker when an entry was ordered, moved or hurried. Rides on the change announcements: no row trigger, which
 * would halve the throughput (stack.md, "Due work"). A hint that is missed costs one short sleep.
 */
export function listenForWork(url: string, wake: () => void): { stop(): Promise<void> } {
  return listenForChanges(
    url,
    (_userId, change) => {
      if (change.kind === 'entries' || change.kind === 'accounts') wake();
    },
    wake,
  );
}
