const releases = new Map<string, () => void>();

/**
 * Calls `act` when no other page of this browser is at this upload: at once, or when that page has ended, a reloaded one
 * in its last moments included. It is this page's until `leave`. Without https there are no locks, and pages trust that
 * there is one of them.
 */
export function whenOurs(key: string, act: () => void): void {
  if (releases.has(key)) return act();
  const hold = () =>
    new Promise<void>((release) => {
      releases.set(key, release);
      act();
    });
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) void hold();
  // Fails only where the page is ending, and then nobody is there to act.
  else locks.request(`punctual-upload:${key}`, hold).catch(() => undefined);
}

export function leave(key: string): void {
  releases.get(key)?.();
  releases.delete(key);
}
