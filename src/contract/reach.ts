import { z } from 'zod';
import { InstantText } from './primitives.ts';

/** Whether the platforms can fetch our media at PUBLIC_URL, as far as it can be told from here (spec.md 8, "Reach test"). */
export const Reach = z.object({
  address: z.string(),
  /** `unknown`: from this machine it could not be told. */
  outcome: z.enum(['reachable', 'unreachable', 'unknown', 'untested']),
  /** A whole sentence with the remedy. */
  message: z.string().nullable(),
  /** Posts whose files the platform fetches are held up (`media_unreachable`). */
  holdsUp: z.boolean(),
  testedAt: InstantText.nullable(),
});
export type Reach = z.infer<typeof Reach>;
