import { z } from 'zod';
import { Channel } from './channel.ts';
import { Id, InstantText, PageQuery } from './primitives.ts';

/** An in-app alert: what happened, in the reader's language, and where the remedy is. */
export const Notification = z.object({
  id: Id,
  kind: z.enum([
    'entry_not_ready',
    'checkpoint_missed',
    'retries_used_up',
    'needs_decision',
    'account_lost',
    'missed_hour',
    'first_comment_missing',
  ]),
  message: z.string(),
  channel: Channel.nullable(),
  /** One alert stands for as many posts as it is about. */
  count: z.number().int(),
  postId: Id.nullable(),
  accountId: Id.nullable(),
  readAt: InstantText.nullable(),
  resolvedAt: InstantText.nullable(),
  createdAt: InstantText,
});
export type Notification = z.infer<typeof Notification>;
export const ListNotificationsQuery = PageQuery.extend({ unread: z.enum(['true', 'false']).optional() });
