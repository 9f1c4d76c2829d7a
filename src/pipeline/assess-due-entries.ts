import { assessDueEntries as assessDue } from '../store/assess-due-entries.ts';
import { noteEnvironment } from '../store/note-environment.ts';
import type { PipelineContext } from './context.ts';

/** Looks at every entry whose readiness time alone may have changed: T-24h, T-6h, the end of a token (spec.md 4, 5.1). */
export async function assessDueEntries(context: PipelineContext): Promise<number> {
  const touched = await assessDue(context.database, {
    now: context.clock.now(),
    environment: context.environment(),
    limit: 500,
  });
  const byUser = Map.groupBy(touched, (entry) => entry.userId);
  for (const [userId, entries] of byUser) {
    context.announce(userId, [
      { kind: 'entries', ids: entries.map((entry) => entry.id) },
      { kind: 'notifications', ids: [] },
    ]);
  }
  return touched.length;
}

/** Has every entry looked at when the server's set-up is not what it was when they were assessed. */
export async function noteSetUp(context: PipelineContext): Promise<void> {
  const changed = await noteEnvironment(context.database, context.environment(), context.clock.now());
  if (changed) context.log.info('every entry is assessed with the set-up as it is now');
}
