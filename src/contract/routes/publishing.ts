import { z } from 'zod';
import { CreateJob, Job, ListJobsQuery, PatchJob, RescheduleHeldUp, ResolveJob } from '../job.ts';
import { BulkShiftReport } from '../entry.ts';
import type { Route } from '../route.ts';
import { byId, CONFLICTS } from './shared.ts';

export const publishingRoutes = {
  createJob: {
    method: 'POST',
    path: '/v1/publishing/jobs',
    tag: 'publishing',
    summary: 'Schedule an entry; asking twice answers the same job',
    body: CreateJob,
    reply: Job,
    status: 201,
    problems: ['TIME_IN_PAST', 'TIME_REQUIRED', ...CONFLICTS],
  },
  listJobs: {
    method: 'GET',
    path: '/v1/publishing/jobs',
    tag: 'publishing',
    summary: 'Jobs, next first',
    query: ListJobsQuery,
    reply: z.array(Job),
    paged: true,
  },
  patchJob: {
    method: 'PATCH',
    path: '/v1/publishing/jobs/{id}',
    tag: 'publishing',
    summary: 'Reschedule or cancel',
    params: byId,
    body: PatchJob,
    reply: Job.nullable(),
    problems: ['TIME_IN_PAST', ...CONFLICTS],
  },
  retryJob: {
    method: 'POST',
    path: '/v1/publishing/jobs/{id}:retry',
    tag: 'publishing',
    summary: 'Try again now',
    params: byId,
    reply: Job,
    status: 202,
    problems: [...CONFLICTS, 'NOTHING_TO_RETRY'],
  },
  rescheduleHeldUp: {
    method: 'POST',
    path: '/v1/publishing/jobs:reschedule-held-up',
    tag: 'publishing',
    summary: 'Give posts that were held up or missed new times: the next good slots, or now',
    body: RescheduleHeldUp,
    reply: BulkShiftReport,
    problems: ['FEATURE_OFF'],
  },
  resolveJob: {
    method: 'POST',
    path: '/v1/publishing/jobs/{id}:resolve',
    tag: 'publishing',
    summary: "A person's decision where the platform could not say whether the post went out",
    params: byId,
    body: ResolveJob,
    reply: Job,
    problems: ['NOT_WAITING_FOR_DECISION'],
  },
} as const satisfies Record<string, Route>;
