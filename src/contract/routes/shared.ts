import { z } from 'zod';
import { Id } from '../primitives.ts';

export const byId = z.strictObject({ id: Id });
export const Done = z.object({ done: z.literal(true) });

/** What any change to an entry may meet, depending on where its job stands. */
export const CONFLICTS = ['JOB_IN_FLIGHT', 'OUTCOME_UNKNOWN', 'ALREADY_PUBLISHED'] as const;
