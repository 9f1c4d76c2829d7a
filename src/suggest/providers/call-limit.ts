import { isBefore, type Clock } from '../../domain/clock.ts';

/** How often each user may have the model asked, since somebody pays for it. The built-in suggester has no limit. */
export interface CallLimit {
  /** Takes one call of the user's hour; `false` when none is left. */
  take(userId: string): boolean;
}

/** Counted over the last 60 minutes, in this process alone: two web processes allow twice as many. */
export function createCallLimit(clock: Clock, callsPerHour: number): CallLimit {
  const calls = new Map<string, Temporal.Instant[]>();
  return {
    take(userId) {
      const hourAgo = clock.now().subtract({ hours: 1 });
      for (const [user, instants] of calls) {
        const recent = instants.filter((instant) => isBefore(hourAgo, instant));
        if (recent.length === 0) calls.delete(user);
        else calls.set(user, recent);
      }
      const own = calls.get(userId) ?? [];
      if (own.length >= callsPerHour) return false;
      calls.set(userId, [...own, clock.now()]);
      return true;
    },
  };
}
