/** Ending an account's tokens, as a password change or a removed app does (instagram.md 11, 190). */
import type { Account } from '../core/accounts.ts';
import type { Instagram } from './state.ts';

/** Every token of the account answers 190 with this subcode from now on (0: without one). */
export function revokeTokens({ state }: Instagram, account: Account, subcode: number): void {
  for (const token of state.tokens.list({ owner: account.id })) {
    state.tokens.put(token.token, { ...token, deadSubcode: subcode });
  }
}
