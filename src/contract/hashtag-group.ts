import { z } from 'zod';
import { Hashtag, Id, InstantText } from './primitives.ts';

/** Instagram's API refuses a caption with more (instagram.md 8). */
const MOST_HASHTAGS = 30;
export const MOST_HASHTAG_GROUPS = 100;

const name = z.string().trim().min(1).max(60);
const hashtags = z.array(Hashtag).min(1).max(MOST_HASHTAGS);

/** Hashtags that a creator uses together, under a name of their own; put into a post with one press. */
export const HashtagGroup = z.object({
  id: Id,
  name: z.string(),
  hashtags: z.array(z.string()),
  updatedAt: InstantText,
});
export type HashtagGroup = z.infer<typeof HashtagGroup>;
export const CreateHashtagGroup = z.strictObject({ name, hashtags });
export const PatchHashtagGroup = z.strictObject({ name: name.optional(), hashtags: hashtags.optional() });
