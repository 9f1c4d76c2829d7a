import type { Locale } from '../../contract/me.ts';
import type { Reach } from '../../contract/reach.ts';
import { sayReachProblem } from '../../domain/reach-problem.ts';
import { noteMediaReach, readMediaReach } from '../../store/media-reach.ts';
import type { HttpContext } from '../context.ts';
import type { Handlers } from '../handler.ts';

export const reachHandlers: Handlers<'getReach' | 'testReach'> = {
  getReach: async (context, { locale }) => ({ ok: true, value: await present(context, locale) }),

  testReach: async (context, { locale, now }) => {
    await noteMediaReach(context.database, await context.testReach(), { now, askedFor: true });
    return { ok: true, value: await present(context, locale) };
  },
};

async function present(context: HttpContext, locale: Locale): Promise<Reach> {
  const last = await readMediaReach(context.database);
  const address = context.publicUrl;
  // What was found for another address says nothing about this one.
  if (last === null || last.publicUrl !== address) {
    return { address, outcome: 'untested', message: null, holdsUp: false, testedAt: null };
  }
  const { outcome, problem, holdsUp, testedAt } = last;
  const message = problem === null ? null : sayReachProblem(problem, locale);
  return { address, outcome, message, holdsUp, testedAt: testedAt.toString() };
}
