import { z } from 'zod';
import { Channel } from './channel.ts';
import { Id, InstantText, TimeZoneName } from './primitives.ts';

export const LOCALES = ['en', 'es'] as const;
export const Locale = z.enum(LOCALES);
export type Locale = z.infer<typeof Locale>;

/** The signed-in user, their preferences, and what this server is set up for. */
export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  locale: Locale.nullable(),
  timezone: z.string().nullable(),
  suggestionsEnabled: z.boolean(),
  calendarId: Id,
  features: z.object({
    publishNow: z.boolean(),
    /** What this server has an app for; no account of another channel can be linked. */
    channels: z.array(Channel),
    sandbox: z.boolean(),
    /** Where the sandbox's feed page is, while the sandbox stands in for the platforms. */
    sandboxUrl: z.string().nullable(),
    uploadLimits: z.object({ imageBytes: z.number().int(), videoBytes: z.number().int() }),
  }),
});
export type Me = z.infer<typeof Me>;

export const PatchMe = z.strictObject({
  locale: Locale.nullable().optional(),
  timezone: TimeZoneName.nullable().optional(),
  suggestionsEnabled: z.boolean().optional(),
});

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string(),
  lastUsedAt: InstantText.nullable(),
  createdAt: InstantText,
});
export type ApiKey = z.infer<typeof ApiKey>;
export const CreateApiKey = z.strictObject({ name: z.string().trim().min(1).max(100) });
export const ApiKeyCreated = ApiKey.extend({ secret: z.string() });
