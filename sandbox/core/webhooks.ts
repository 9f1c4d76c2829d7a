/** Delivery of callbacks to the app under test, and a record of how each was received. */
import { z } from 'zod';
import { isoInstant } from './clock.ts';
import type { Clock } from './clock.ts';
import type { Collection, Database } from './database.ts';

const deliverySchema = z.object({
  id: z.string(),
  at: z.string(),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  /** Null when nobody answered. */
  status: z.int().nullable(),
  answer: z.string(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export interface OutgoingCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent byte for byte: signatures are over these bytes. */
  readonly body: string;
}

export interface Webhooks {
  /** Sends once and records the outcome; never throws. */
  deliver(call: OutgoingCall): Promise<Delivery>;
  list(): Delivery[];
  clear(): void;
}

/** Platforms give up on a receiver after about five seconds (instagram.md 4.2). */
const TIMEOUT_MS = 5_000;

export function createWebhooks(database: Database, clock: Clock): Webhooks {
  const documents: Collection<Delivery> = database.collection('delivery', deliverySchema);
  return {
    list: () => documents.list(),
    clear: () => {
      for (const delivery of documents.list()) documents.remove(delivery.id);
    },
    deliver: async (call) => {
      const counter = Number(database.readValue('delivery-counter') ?? 0) + 1;
      database.writeValue('delivery-counter', counter);
      const at = isoInstant(clock.nowMs());
      const outcome = await send(call);
      const delivery: Delivery = { id: `delivery-${counter}`, at, ...call, headers: { ...call.headers }, ...outcome };
      documents.put(delivery.id, delivery);
      database.flush();
      return delivery;
    },
  };
}

async function send(call: OutgoingCall): Promise<{ status: number | null; answer: string }> {
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: call.headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(call.method === 'POST' ? { body: call.body } : {}),
    });
    return { status: response.status, answer: (await response.text()).slice(0, 10_000) };
  } catch (error) {
    return { status: null, answer: error instanceof Error ? error.message : String(error) };
  }
}
