import type { Change } from '../../../src/contract/change.ts';

/** A message of `/v1/events`, once read. */
export type ChangeSaid = Change;

export const CHANGE_KINDS = [
  'entries',
  'posts',
  'jobs',
  'accounts',
  'assets',
  'notifications',
] as const satisfies Change['kind'][];
