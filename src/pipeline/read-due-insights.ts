import { CHANNELS } from '../contract/channel.ts';
import { accountOf } from '../store/accounts.ts';
import {
  claimDueInsights,
  knownPostInsights,
  noteNoInsights,
  storeInsights,
  type DueInsights,
} from '../store/insights.ts';
import type { PipelineContext } from './context.ts';
import { credentialsOf } from './credentials.ts';

/** Twice a day: followers' hours are two days late anyway, and no good hour changes faster. */
const AGAIN_HOURS = 12;
/** After so long most views of a post have come; all posts are looked at at this age, so that they compare. */
const SETTLED_DAYS = 3;
/** Single questions a reading. An account with a long past is read in several. */
const MOST_POSTS = 10;
const MORE_MINUTES = 10;
const CLAIM_HOURS = 1;
const LONGEST_WAIT_HOURS = 48;

/**
 * Reads how one account's posts did, for the good hours. One account a round and few calls: other caretakers wait for
 * this one. Whatever fails here harms nothing: the time model goes by what it has, and says how much that is. Answers
 * how many accounts were read.
 */
export async function readDueInsights(context: PipelineContext): Promise<number> {
  const { database, clock } = context;
  const now = clock.now();
  const channels = CHANNELS.filter((channel) => context.channels[channel] !== null);
  const due = await claimDueInsights(database, { channels, now, retryAt: now.add({ hours: CLAIM_HOURS }) });
  if (due === null) return 0;
  const outcome = await readOne(context, due);
  context.log.info({ accountId: due.account_id, channel: due.channel, outcome }, 'insights');
  return 1;
}

async function readOne(context: PipelineContext, due: DueInsights): Promise<'read' | 'not_granted' | 'failed'> {
  const { database, clock } = context;
  const now = clock.now();
  const adapter = context.channels[due.channel];
  if (adapter === null || !due.scopes.includes(adapter.insights.neededScope)) {
    // A relink with the scope makes it due at once.
    await noteNoInsights(database, due.account_id, 'not_granted', now.add({ hours: LONGEST_WAIT_HOURS }));
    return 'not_granted';
  }
  const account = await accountOf(database, due.user_id, due.channel);
  const credentials = account?.id === due.account_id ? credentialsOf(context, account) : null;
  const answer =
    credentials === null
      ? null
      : await adapter.insights.read(credentials, {
          until: now.subtract({ hours: SETTLED_DAYS * 24 }),
          known: await knownPostInsights(database, due.account_id),
          mostPosts: MOST_POSTS,
        });
  if (answer === null || !answer.ok) {
    const hours = Math.min(LONGEST_WAIT_HOURS, 2 ** (due.failures + 1));
    await noteNoInsights(database, due.account_id, 'failed', clock.now().add({ hours }));
    return 'failed';
  }
  const isSoon = answer.value.isMore && answer.value.posts.length > 0;
  const wait = isSoon ? { minutes: MORE_MINUTES } : { hours: AGAIN_HOURS };
  await storeInsights(database, due, answer.value, { now: clock.now(), dueAt: clock.now().add(wait) });
  return 'read';
}
