/** Faults that tests and people put in the way of platform calls. */
import { z } from 'zod';
import type { Collection, Database } from './database.ts';

/** Kinds that the core itself carries out, at every endpoint of every platform. */
export const GENERAL_KINDS = [
  'http',
  'error',
  'drop_before',
  'drop_after',
  'latency',
  'truncated_json',
  'garbage',
] as const;

export const faultInputSchema = z.strictObject({
  channel: z.enum(['ig', 'tiktok']),
  /** An endpoint name, or `*`. */
  endpoint: z.string(),
  /** Username or id; absent: every account. */
  account: z.string().nullish(),
  kind: z.string(),
  /** `after`: the work is done and kept, only the answer is replaced (kinds http, error, latency). */
  when: z.enum(['before', 'after']).default('before'),
  status: z.int().min(100).max(599).nullish(),
  code: z.union([z.number(), z.string()]).nullish(),
  subcode: z.int().nullish(),
  message: z.string().nullish(),
  transient: z.boolean().nullish(),
  body: z.string().nullish(),
  contentType: z.string().nullish(),
  /** Real milliseconds for `latency`; what it means for a platform's own kind is said there. */
  ms: z.number().min(0).nullish(),
  /** Strikes that many calls; absent: until cleared. */
  times: z.int().min(1).nullish(),
  /** More for a platform's own kinds. */
  detail: z.record(z.string(), z.unknown()).default({}),
});
export type FaultInput = z.infer<typeof faultInputSchema>;

const faultSchema = faultInputSchema.extend({ id: z.string(), struck: z.int() });
export type Fault = z.infer<typeof faultSchema>;

export interface Strikes {
  /** Delays come on top of whatever else strikes. */
  readonly delays: readonly Fault[];
  readonly fault: Fault | null;
}

export interface Faults {
  add(input: FaultInput): Fault;
  list(): Fault[];
  remove(id: string): boolean;
  clear(): void;
  /** What strikes this call, the oldest fault first; uses up `times`. */
  strike(call: { channel: string; endpoint: string; accountNames: readonly string[] }): Strikes;
}

export function createFaults(database: Database): Faults {
  const documents: Collection<Fault> = database.collection('fault', faultSchema);

  function use(fault: Fault): Fault {
    const struck = { ...fault, struck: fault.struck + 1 };
    // A used-up fault disappears: the list shows what can still strike.
    if (typeof fault.times === 'number' && struck.struck >= fault.times) documents.remove(fault.id);
    else documents.put(fault.id, struck);
    return struck;
  }

  return {
    add: (input) => {
      const counter = Number(database.readValue('fault-counter') ?? 0) + 1;
      database.writeValue('fault-counter', counter);
      const fault: Fault = { ...input, id: `fault-${counter}`, struck: 0 };
      documents.put(fault.id, fault);
      return fault;
    },
    list: () => documents.list(),
    remove: (id) => documents.remove(id),
    clear: () => {
      for (const fault of documents.list()) documents.remove(fault.id);
    },
    strike: ({ channel, endpoint, accountNames }) => {
      const matching = documents
        .list()
        .filter((fault) => fault.channel === channel)
        .filter((fault) => fault.endpoint === '*' || fault.endpoint === endpoint)
        .filter((fault) => typeof fault.account !== 'string' || accountNames.includes(fault.account));
      const first = matching.find((fault) => fault.kind !== 'latency');
      return {
        delays: matching.filter((fault) => fault.kind === 'latency').map(use),
        fault: first === undefined ? null : use(first),
      };
    },
  };
}

/** The fault as the request log shows it: only what was said. */
export function faultSummary(fault: Fault): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fault).filter(
      ([key, value]) =>
        value !== null && value !== undefined && !(key === 'detail' && Object.keys(fault.detail).length === 0),
    ),
  );
}
