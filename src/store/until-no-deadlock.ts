const MOST_TRIES = 4;

/** PostgreSQL's `deadlock_detected`: it rolled this transaction back, because two waited for each other. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01';
}

/** Does work that writes in one transaction. One that lost a deadlock has done nothing and simply goes again, three times. */
export async function untilNoDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isDeadlock(error) || attempt === MOST_TRIES) throw error;
    }
  }
}
