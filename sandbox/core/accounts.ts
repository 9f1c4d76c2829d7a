/** The people who own accounts on the imitated platforms. */
import { z } from 'zod';
import { isoInstant } from './clock.ts';
import type { Clock } from './clock.ts';
import type { Collection, Database } from './database.ts';

export const accountSchema = z.object({
  /** The platform's own id of the account. */
  id: z.string(),
  channel: z.enum(['ig', 'tiktok']),
  username: z.string(),
  displayName: z.string(),
  private: z.boolean(),
  createdAt: z.string(),
  /** What only this platform knows of an account (followers, disabled interactions). */
  extra: z.record(z.string(), z.unknown()),
});
export type Account = z.infer<typeof accountSchema>;

export const accountInputSchema = z.strictObject({
  channel: z.enum(['ig', 'tiktok']),
  username: z.string().regex(/^[\w.]{1,30}$/),
  displayName: z.string().min(1).optional(),
  private: z.boolean().default(false),
  extra: z.record(z.string(), z.unknown()).default({}),
});
export type AccountInput = z.infer<typeof accountInputSchema>;

type Identity = (input: AccountInput) => { id: string; extra: Record<string, unknown> };

export interface Accounts {
  list(channel?: string): Account[];
  find(channel: string, usernameOrId: string): Account | null;
  /** Creates, or changes the account of that channel and username (its id stays). */
  save(input: AccountInput, newIdentity: Identity): Account;
}

export function createAccounts(database: Database, clock: Clock): Accounts {
  const documents: Collection<Account> = database.collection('account', accountSchema);
  const find = (channel: string, usernameOrId: string): Account | null =>
    documents.get(`${channel}:${usernameOrId}`) ??
    documents.list({ owner: channel }).find((one) => one.username === usernameOrId) ??
    null;
  return {
    find,
    list: (channel) => documents.list(channel === undefined ? {} : { owner: channel }),
    save: (input, newIdentity) => {
      const before = find(input.channel, input.username);
      const identity = before ?? newIdentity(input);
      const account: Account = {
        id: identity.id,
        channel: input.channel,
        username: input.username,
        displayName: input.displayName ?? before?.displayName ?? input.username,
        private: input.private,
        createdAt: before?.createdAt ?? isoInstant(clock.nowMs()),
        extra: { ...identity.extra, ...input.extra },
      };
      documents.put(`${account.channel}:${account.id}`, account, { owner: account.channel });
      return account;
    },
  };
}
