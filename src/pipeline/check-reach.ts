import { isBefore } from '../domain/clock.ts';
import { noteMediaReach, readMediaReach, type MediaReach } from '../store/media-reach.ts';
import type { PipelineContext } from './context.ts';

/** How long a good result is good for, and how soon a bad one is looked at again. */
const GOOD_MINUTES = 60;
const FIRST_FAILURE_MINUTES = 1;
const FAILING_MINUTES = 5;
/** Before a post goes out, a result may be this old. */
const PREFLIGHT_MINUTES = 15;

/** Tests now and then whether the platforms can fetch our media (spec.md 8): what posts depend on is known before their hour. */
export async function checkReach(context: PipelineContext): Promise<void> {
  const last = await readMediaReach(context.database);
  if (isDue(context, last, last === null ? 0 : minutesUntilNext(last))) await test(context);
}

/** The same as part of preflight, for the hour itself. */
export async function checkReachBefore(context: PipelineContext): Promise<void> {
  if (isDue(context, await readMediaReach(context.database), PREFLIGHT_MINUTES)) await test(context);
}

function minutesUntilNext(last: MediaReach): number {
  if (last.outcome === 'reachable') return GOOD_MINUTES;
  return last.failures === 1 ? FIRST_FAILURE_MINUTES : FAILING_MINUTES;
}

function isDue(context: PipelineContext, last: MediaReach | null, minutes: number): boolean {
  if (last === null || last.publicUrl !== context.publicUrl) return true;
  return !isBefore(context.clock.now(), last.testedAt.add({ minutes }));
}

async function test(context: PipelineContext): Promise<void> {
  const found = await context.testReach();
  const how = { now: context.clock.now(), askedFor: false };
  const changed = await noteMediaReach(context.database, found, how);
  if (changed) context.log.info({ outcome: found.outcome, problem: found.problem?.code }, 'media reach has changed');
}
