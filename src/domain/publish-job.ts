import type { JobStatus } from '../contract/job.ts';

/**
 * Where a job can stand. The five words of `publish_jobs.status`, but two of them split by whether it is known that
 * nothing went out: `publishing` into `sending` and `confirming`, `needs_attention` into itself and `undecided`.
 * That split is the whole of "never twice": nothing leads from `confirming` or `undecided` back to sending but
 * `confirmedNotLive` and a person's word.
 */
export const JOB_STATES = [
  'scheduled',
  'sending',
  'confirming',
  'retrying',
  'published',
  'needs_attention',
  'undecided',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What can happen to a job. */
export const JOB_NEWS = {
  claimed: 'the worker takes it up, its hour or retry having come',
  resumed: 'a worker takes up what another left or put down in mid-attempt',
  waiting: 'the platform is still working on it',
  succeeded: 'the platform confirmed the post',
  failedForNow: 'nothing went out; a retry is left',
  failedForGood: 'nothing went out and no retry is left, or none would help',
  heldUp: 'preflight at the hour found an obstacle; no attempt was made',
  missed: 'the hour passed unattended by more than the account tolerates',
  answerLost: 'a publishing call may have worked and did not say so',
  confirmedLive: 'the platform shows the post',
  confirmedNotLive: 'the platform proves that nothing went out',
  confirmedNotLiveAtLast: 'the platform proves that nothing went out, and no retry is left',
  stillUnknown: 'asking has not settled it yet',
  askedInVain: 'asking will not settle it any more',
  poisoned: 'working on it has stopped the worker again and again',
  rescheduled: 'the creator set another time',
  retriedNow: 'the creator wants another try at once',
  personSaysLive: 'the creator saw the post on the platform',
  personSaysPostAgain: 'the creator looked and found nothing',
} as const;
export type JobNews = keyof typeof JOB_NEWS;

type Movement = Partial<Record<JobNews, JobState>>;

/**
 * State × news → state. What is not here cannot happen: SQL moves a row only from the state named on the left.
 */
export const JOB_MOVEMENTS: Readonly<Record<JobState, Movement>> = {
  scheduled: {
    claimed: 'sending',
    heldUp: 'needs_attention',
    missed: 'needs_attention',
    poisoned: 'needs_attention',
    rescheduled: 'scheduled',
  },
  sending: {
    resumed: 'sending',
    waiting: 'sending',
    succeeded: 'published',
    failedForNow: 'retrying',
    failedForGood: 'needs_attention',
    answerLost: 'confirming',
    poisoned: 'undecided',
  },
  confirming: {
    confirmedLive: 'published',
    confirmedNotLive: 'retrying',
    stillUnknown: 'confirming',
    askedInVain: 'undecided',
    poisoned: 'undecided',
    confirmedNotLiveAtLast: 'needs_attention',
  },
  retrying: {
    claimed: 'sending',
    heldUp: 'needs_attention',
    missed: 'needs_attention',
    poisoned: 'needs_attention',
    rescheduled: 'scheduled',
    retriedNow: 'scheduled',
  },
  published: {},
  needs_attention: { rescheduled: 'scheduled', retriedNow: 'scheduled' },
  undecided: { personSaysLive: 'published', personSaysPostAgain: 'scheduled' },
};

/** The state after `news`, or `null` where it cannot happen. */
export function move(state: JobState, news: JobNews): JobState | null {
  return JOB_MOVEMENTS[state][news] ?? null;
}

/** The states in which `news` can happen; what SQL guards with. */
export function statesThatTake(news: JobNews): JobState[] {
  return JOB_STATES.filter((state) => move(state, news) !== null);
}

/** How a state is written in `publish_jobs`: its status, and whether `unknown_since` is set (it may have gone out). */
export const STORED_AS: Readonly<Record<JobState, { status: JobStatus; unknown: boolean }>> = {
  scheduled: { status: 'scheduled', unknown: false },
  sending: { status: 'publishing', unknown: false },
  confirming: { status: 'publishing', unknown: true },
  retrying: { status: 'failed', unknown: false },
  published: { status: 'published', unknown: false },
  needs_attention: { status: 'needs_attention', unknown: false },
  undecided: { status: 'needs_attention', unknown: true },
};

export function stateOf(job: { status: JobStatus; unknownSince: unknown }): JobState {
  switch (job.status) {
    case 'publishing':
      return job.unknownSince === null ? 'sending' : 'confirming';
    case 'needs_attention':
      return job.unknownSince === null ? 'needs_attention' : 'undecided';
    case 'failed':
      return 'retrying';
    case 'scheduled':
    case 'published':
      return job.status;
  }
}

/** Why a person's wish cannot be met in this state, as the API's problem code; `null` when it can. */
export function refusalOf(
  state: JobState,
  wish: 'rescheduled' | 'retriedNow' | 'edited' | 'deleted',
): 'JOB_IN_FLIGHT' | 'OUTCOME_UNKNOWN' | 'ALREADY_PUBLISHED' | 'NOTHING_TO_RETRY' | null {
  switch (state) {
    case 'sending':
      return 'JOB_IN_FLIGHT';
    case 'confirming':
    case 'undecided':
      return 'OUTCOME_UNKNOWN';
    case 'published':
      return wish === 'deleted' ? null : 'ALREADY_PUBLISHED';
    case 'scheduled':
      // Before its hour another try would be publishing at once, which is a wish of its own and may be switched off.
      return wish === 'retriedNow' ? 'NOTHING_TO_RETRY' : null;
    case 'retrying':
    case 'needs_attention':
      return null;
  }
}
