import { z } from 'zod';
import { Id } from './primitives.ts';

/** What `GET /v1/events` says: something of this kind changed; read it again. No ids: anything of the kind may have. */
export const Change = z.object({
  kind: z.enum(['entries', 'posts', 'jobs', 'accounts', 'assets', 'notifications']),
  ids: z.array(Id),
});
export type Change = z.infer<typeof Change>;
