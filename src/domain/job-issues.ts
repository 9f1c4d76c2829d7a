import type { Attention, ReadinessFacts } from './facts.ts';
import { issue, type IssueDraft } from './issues.ts';
import { FIRST_COMMENT_DAYS } from './outcome.ts';
import { paramsOfSaid } from './said.ts';

/** What has already become of the job, as issues. */
export function jobIssues(facts: ReadinessFacts): IssueDraft[] {
  const { job } = facts;
  if (job === null) return [];
  if (job.unknownSince !== null && job.status === 'publishing') {
    return [issue('outcome_being_checked', { since: job.unknownSince.toString() })];
  }
  if (job.status !== 'needs_attention' || job.attention === null || wasHeldUp(job.attention)) return [];
  return [issueOfAttention(job.attention, facts)];
}

/**
 * A job that preflight or a refused token held up leaves the word to what holds it up; once that is cured it says
 * that a new time is wanted. So this one comes after all others (spec.md 5.1).
 */
export function heldUpIssues(facts: ReadinessFacts): IssueDraft[] {
  const { job, entry } = facts;
  if (job?.status !== 'needs_attention' || job.attention === null || !wasHeldUp(job.attention)) return [];
  return [issue('held_up', { scheduledAt: entry.scheduledAt?.toString() ?? '' })];
}

/** What a post that is live still lacks. It stays live whatever that is. */
export function afterwardsIssues({ job }: ReadinessFacts): IssueDraft[] {
  const comment = job?.firstComment;
  switch (comment?.state) {
    case 'waiting':
      return [issue('first_comment_waits', { days: FIRST_COMMENT_DAYS })];
    case 'missing':
      return [issue('first_comment_missing', paramsOfSaid(comment.says))];
    case 'written':
    case undefined:
      return [];
  }
}

function wasHeldUp(attention: Attention): boolean {
  return attention.reason === 'preflight' || (attention.reason === 'refused' && attention.failureClass === 'token');
}

function issueOfAttention(attention: Attention, facts: ReadinessFacts): IssueDraft {
  const params = {
    ...(attention.says == null ? {} : paramsOfSaid(attention.says)),
    ...(attention.platformCode === null ? {} : { platformCode: attention.platformCode }),
  };
  switch (attention.reason) {
    case 'retries_used_up':
      return issue('retries_used_up', params);
    case 'unknown_outcome':
      return issue('outcome_unknown', params);
    case 'worker_crashed':
      return issue('worker_crashed', params);
    case 'missed':
      return issue('hour_missed', { scheduledAt: facts.entry.scheduledAt?.toString() ?? '' });
    case 'preflight':
    case 'refused':
      return issue(refusalCode(attention.failureClass), params);
  }
}

function refusalCode(failureClass: Attention['failureClass']) {
  switch (failureClass) {
    case 'media':
      return 'refused_media';
    case 'content':
      return 'refused_content';
    case 'rate':
      return 'refused_for_now';
    case 'token':
    case 'permanent':
    case 'transient':
    case 'unknown':
    case null:
      return 'refused_permanently';
  }
}
