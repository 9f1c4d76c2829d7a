/** The accounts of this Instagram. */
import type { AccountInput } from '../core/accounts.ts';
import type { Core } from '../platform.ts';
import { newAccountId, newNodeId } from './ids.ts';

/** One professional account to begin with. */
export function seedInstagram(core: Core): void {
  const lucia: AccountInput = {
    channel: 'ig',
    username: 'lucia.ceramics',
    displayName: 'Lucía Ceramics',
    private: false,
    extra: { biography: 'Clay, fire, patience.' },
  };
  core.accounts.save(lucia, (input) => newAccount(core, input));
}

export function newAccount(
  core: Core,
  input: { extra: Record<string, unknown> },
): { id: string; extra: Record<string, unknown> } {
  return {
    id: newAccountId(core.chance),
    extra: { appScopedId: newNodeId(core.chance), followers: 4_210, ...input.extra },
  };
}
