/** The adjustable behaviour of the platforms: `{ig: {…}, tiktok: {…}}`, each parsed by its platform's strict schema. */
import { z } from 'zod';
import type { Database } from './database.ts';

export interface Settings {
  /** Called once per platform at start. */
  register(channel: string, schema: z.ZodType<object>): void;
  /** The channel's settings, defaults filled in. */
  of<Shape extends object>(channel: string, schema: z.ZodType<Shape>): Shape;
  all(): Record<string, object>;
  /** Merges deeply; nothing is changed when the result does not parse. */
  merge(patch: unknown): { ok: true } | { ok: false; message: string };
}

const objectSchema = z.record(z.string(), z.unknown());
type JsonObject = Record<string, unknown>;

/** `initial` is merged over the platforms' defaults and under what was set by the control. */
export function createSettings(database: Database, initial: JsonObject): Settings {
  const schemas = new Map<string, z.ZodType<object>>();

  function stored(): JsonObject {
    return objectSchema.catch({}).parse(database.readValue('settings') ?? {});
  }
  function effective(channel: string): unknown {
    return merged(initial[channel] ?? {}, stored()[channel] ?? {});
  }

  return {
    register: (channel, schema) => {
      schemas.set(channel, schema);
      schema.parse(effective(channel));
    },
    of: (channel, schema) => schema.parse(effective(channel)),
    all: () => Object.fromEntries([...schemas].map(([channel, schema]) => [channel, schema.parse(effective(channel))])),
    merge: (patch) => {
      const parsed = objectSchema.safeParse(patch);
      if (!parsed.success) return { ok: false, message: 'settings must be an object such as {"ig": {…}}' };
      const next = merged(stored(), parsed.data);
      if (!isObject(next)) return { ok: false, message: 'settings must be an object' };
      for (const channel of Object.keys(parsed.data)) {
        const schema = schemas.get(channel);
        if (schema === undefined) return { ok: false, message: `unknown channel ${channel}` };
        const result = schema.safeParse(merged(initial[channel] ?? {}, next[channel] ?? {}));
        if (!result.success) return { ok: false, message: `${channel}: ${z.prettifyError(result.error)}` };
      }
      database.writeValue('settings', next);
      return { ok: true };
    },
  };
}

function merged(base: unknown, patch: unknown): unknown {
  if (!isObject(base) || !isObject(patch)) return patch;
  const result: JsonObject = { ...base };
  for (const [key, value] of Object.entries(patch)) result[key] = key in base ? merged(base[key], value) : value;
  return result;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
