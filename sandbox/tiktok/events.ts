/** Webhooks: signed, at least once, late or out of order when asked, retried for 72 hours (tiktok.md 8). */
import { createHmac } from 'node:crypto';
import { stringify } from 'lossless-json';
import type { Account } from '../core/accounts.ts';
import type { Delivery, OutgoingCall } from '../core/webhooks.ts';
import { tiktokSettings } from './settings.ts';
import { once } from './state.ts';
import type { Tiktok, TiktokEvent } from './state.ts';

const FIRST_PAUSE_MS = 60_000;
const RETRIES_FOR_MS = 72 * 3_600_000;

export interface Happening {
  readonly account: Account;
  readonly publishId: string | null;
  readonly event: string;
  /** Written as a JSON string inside the body; a bigint as a bare integer. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

/** Puts it into the outbox, in as many copies as the settings say, each with its own delay. */
export function scheduleEvent({ core, state }: Tiktok, happening: Happening): void {
  const { webhooks } = tiktokSettings(core);
  if (!webhooks.enabled || core.appUrl === null) return;
  for (let copy = 0; copy < webhooks.copies; copy += 1) {
    const event: TiktokEvent = {
      id: core.chance.digits(18),
      accountId: happening.account.id,
      publishId: happening.publishId,
      event: happening.event,
      content: stringify(happening.content) ?? '{}',
      atMs: happening.atMs,
      dueAtMs: happening.atMs + core.chance.integer(...webhooks.delayMs),
      attempts: 0,
    };
    saveEvent({ state }, event);
  }
}

function saveEvent({ state }: Pick<Tiktok, 'state'>, event: TiktokEvent): void {
  state.events.put(event.id, event, { owner: event.publishId ?? 'no publish', at: event.dueAtMs });
}

/** Forgets what was not yet told about this publish. */
export function dropUnsentEvents({ state }: Tiktok, publishId: string): void {
  for (const event of state.events.list({ owner: publishId })) {
    if (event.attempts === 0) state.events.remove(event.id);
  }
}

/** Sends what is due; anything but 200 is tried again after growing pauses. */
export function sendDueEvents(tiktok: Tiktok): Promise<void> {
  return once(tiktok, 'events', async () => {
    const { core, state } = tiktok;
    if (core.appUrl === null) return;
    const nowMs = core.clock.nowMs();
    const newestFirst = state.events.list({ until: nowMs, newestFirst: true });
    const due = tiktokSettings(core).webhooks.order === 'newest_first' ? newestFirst : newestFirst.toReversed();
    for (const event of due) {
      const delivery = await core.webhooks.deliver(eventCall(tiktok, core.appUrl, event));
      afterDelivery(tiktok, event, delivery);
    }
  });
}

function afterDelivery({ core, state }: Tiktok, event: TiktokEvent, delivery: Delivery): void {
  const nowMs = core.clock.nowMs();
  if (delivery.status === 200 || nowMs - event.atMs > RETRIES_FOR_MS) {
    state.events.remove(event.id);
    return;
  }
  const dueAtMs = nowMs + FIRST_PAUSE_MS * 4 ** Math.min(event.attempts, 5);
  saveEvent({ state }, { ...event, attempts: event.attempts + 1, dueAtMs });
}

export interface Signing {
  readonly secret: string;
  readonly signedAtSeconds: number;
}

/** The call for an event; signed anew at every sending unless told otherwise. */
export function eventCall(
  { core }: Tiktok,
  appUrl: string,
  event: Pick<TiktokEvent, 'accountId' | 'event' | 'content' | 'atMs'>,
  signing: Partial<Signing> = {},
): OutgoingCall {
  const body = JSON.stringify({
    client_key: core.credentials.tiktokClientKey,
    event: event.event,
    create_time: Math.floor(event.atMs / 1000),
    user_openid: event.accountId,
    content: event.content,
  });
  const seconds = signing.signedAtSeconds ?? Math.floor(core.clock.nowMs() / 1000);
  const key = signing.secret ?? core.credentials.tiktokClientSecret;
  const signature = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
  return {
    method: 'POST',
    url: `${appUrl}/webhooks/tiktok`,
    headers: { 'content-type': 'application/json', 'tiktok-signature': `t=${seconds},s=${signature}` },
    body,
  };
}
