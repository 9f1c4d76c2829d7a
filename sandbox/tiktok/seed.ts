/** The accounts of this TikTok. */
import type { AccountInput } from '../core/accounts.ts';
import type { Core } from '../platform.ts';
import { newOpenId } from './ids.ts';

/** A private account, which an unaudited app can post to, and a public one, which it cannot. */
export function seedTiktok(core: Core): void {
  const accounts: AccountInput[] = [
    { channel: 'tiktok', username: 'lucia.ceramica', displayName: 'Lucía Cerámica', private: true, extra: {} },
    { channel: 'tiktok', username: 'luciaentiktok', displayName: 'Lucía en TikTok', private: false, extra: {} },
  ];
  for (const account of accounts) core.accounts.save(account, (input) => newAccount(core, input));
}

/** `extra` is what creator_info and user info tell, and `bannedFromPosting`; all of it can be set by the control. */
export function newAccount(
  core: Core,
  input: { extra: Record<string, unknown> },
): { id: string; extra: Record<string, unknown> } {
  return {
    id: newOpenId(core.chance),
    extra: {
      unionId: newOpenId(core.chance),
      commentDisabled: false,
      duetDisabled: false,
      stitchDisabled: false,
      maxVideoSeconds: 600,
      bannedFromPosting: false,
      ...input.extra,
    },
  };
}
