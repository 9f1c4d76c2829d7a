/** The end of an authorisation, whoever ended it (tiktok.md 7 `auth_removed`, 8 `authorization.removed`). */
import type { Account } from '../core/accounts.ts';
import { scheduleEvent } from './events.ts';
import { failPublish } from './settle.ts';
import { publishStatus } from './publish-status.ts';
import type { Tiktok } from './state.ts';
import { endTokens } from './tokens.ts';

/** `reason` as in the webhook: 1 the person disconnected, 2 account deleted … 5 the developer revoked. */
export function removeAuthorization(tiktok: Tiktok, account: Account, reason: number): void {
  const nowMs = tiktok.core.clock.nowMs();
  endTokens(tiktok, account);
  for (const publish of tiktok.state.publishes.list({ owner: account.id })) {
    if (publishStatus(publish, nowMs).startsWith('PROCESSING')) failPublish(tiktok, publish, 'auth_removed');
  }
  scheduleEvent(tiktok, { account, publishId: null, event: 'authorization.removed', content: { reason }, atMs: nowMs });
}
