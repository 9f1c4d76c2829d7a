import type { Readiness } from '../contract/issue.ts';
import { accountIssues } from './account-issues.ts';
import { captionIssues } from './caption-issues.ts';
import { choiceIssues } from './choice-issues.ts';
import type { ReadinessFacts } from './facts.ts';
import { ISSUES, isBlocking, type IssueDraft } from './issues.ts';
import { afterwardsIssues, heldUpIssues, jobIssues } from './job-issues.ts';
import { mediaIssues } from './media-issues.ts';
import { quotaIssues } from './quota-issues.ts';

export interface Assessment {
  readiness: Readiness;
  /** Blocking ones first, in the order a person would deal with them. Empty only when nothing is worth saying. */
  issues: IssueDraft[];
}

/**
 * Whether an entry will go out, and if not, why (spec.md 4). The one place that decides it: the calendar, the
 * composer and preflight all ask here. Pure: the same facts give the same answer.
 */
export function assess(facts: ReadinessFacts): Assessment {
  if (facts.job?.status === 'published') return { readiness: 'published', issues: afterwardsIssues(facts) };
  const found = [
    ...jobIssues(facts),
    ...accountIssues(facts),
    ...mediaIssues(facts),
    ...captionIssues(facts),
    ...choiceIssues(facts),
    ...quotaIssues(facts),
    ...heldUpIssues(facts),
  ];
  const issues = [...found.filter(isBlocking), ...found.filter((draft) => !isBlocking(draft))];
  return { readiness: readinessOf(issues), issues };
}

/**
 * What stands in the way of sending right now: blocking issues that do not merely tell what became of the job.
 * Preflight at the hour goes by this (spec.md 5.1).
 */
export function obstacles(facts: ReadinessFacts): IssueDraft[] {
  return assess({ ...facts, job: null }).issues.filter(isBlocking);
}

/**
 * The first blocking issue names the readiness, as its cure is the first step; a job that a person must decide
 * about comes before everything, being what has already happened.
 */
function readinessOf(issues: readonly IssueDraft[]): Readiness {
  const first = issues[0];
  return first === undefined ? 'ready' : (ISSUES[first.code].readiness ?? 'ready');
}
