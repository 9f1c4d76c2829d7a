import { z } from 'zod';

/** The networks Punctual posts to; nothing else is in scope (spec.md 1). */
export const CHANNELS = ['ig', 'tiktok'] as const;
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;
