import { z } from 'zod';

/** Ids are UUIDv7, made by the database; any UUID is accepted when one is read back. */
export const Id = z.uuid({ error: 'must be an id as this API hands them out (a UUID)' });

/** An instant as it travels: ISO-8601 in UTC or with an offset, up to the year 9999. Answers are always UTC (`Z`). */
export const InstantText = z.iso
  .datetime({ offset: true, error: 'must be an ISO-8601 instant such as 2026-11-23T09:30:00Z' })
  // An offset can push the last hours of 9999 into a year that no column and no other reader of ISO-8601 takes.
  .refine((text) => Date.parse(text) < END_OF_TIME_MS, 'must lie before the year 10000');
/** Milliseconds since 1970: where four-digit years, and so our instants, end. */
export const END_OF_TIME_MS = Date.UTC(10_000, 0);

/** An IANA time zone name; whether it exists is checked by `isTimeZone` in domain/zoned-time. */
export const TimeZoneName = z.string().min(1).max(64);

/** `lucia` out of `@Lucia `: usernames travel without the at sign. */
export const Username = z
  .string()
  .trim()
  .transform((text) => text.replace(/^@/, ''))
  .pipe(
    z.string().regex(/^[A-Za-z0-9._]{1,30}$/, 'must be a username: letters, digits, dots and underscores, 30 at most'),
  );

/** `ceramics` out of `#ceramics`: hashtags travel without the hash sign and without blanks. */
export const Hashtag = z
  .string()
  .trim()
  .transform((text) => text.replace(/^#+/, ''))
  .pipe(
    z
      .string()
      .min(1)
      .max(100)
      .regex(/^[^\s#@]+$/u, 'must be one word without blanks, # or @'),
  );

export const Tag = z.string().trim().min(1).max(40);

/** Parameters of every list: at most `limit` rows after `cursor`, which is opaque. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  cursor: z.string().max(500).optional(),
});
