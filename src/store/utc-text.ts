import { sql, type RawBuilder } from 'kysely';

declare const utc: unique symbol;

/**
 * An instant as PostgreSQL writes it in UTC, `2026-11-28 21:37:06.634914`. For rows that are handed on by the thousand: making
 * an object of each instant, only to write it out again, is a third of what such an answer costs.
 */
export type UtcText = string & { readonly [utc]: true };

export function utcText(instant: RawBuilder<unknown>): RawBuilder<UtcText> {
  return sql<UtcText>`(${instant} AT TIME ZONE 'UTC')::text`;
}

/** The same as ISO 8601, letter for letter what Temporal makes of it. */
export function isoOf(text: UtcText): string {
  return `${text.replace(' ', 'T')}Z`;
}
