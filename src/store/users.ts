import { sql } from 'kysely';
import type { Locale } from '../contract/me.ts';
import type { Database } from './database.ts';

export interface UserRow {
  id: string;
  name: string;
  email: string;
  locale: Locale | null;
  timezone: string | null;
  suggestionsEnabled: boolean;
  calendarId: string;
}

/** The user with preferences and calendar. The calendar is made on first sight; two at once make one. */
export async function readUser(database: Database, userId: string, now: Temporal.Instant): Promise<UserRow | null> {
  await sql`
    INSERT INTO calendars (user_id, created_at) SELECT id, ${now}::timestamptz FROM users WHERE id = ${userId}
    ON CONFLICT (user_id) DO NOTHING`.execute(database);
  const { rows } = await sql<UserRow>`
    SELECT u.id, u.name, u.email, p.locale, p.timezone, coalesce(p.suggestions_enabled, true) AS "suggestionsEnabled", c.id AS "calendarId"
    FROM users u JOIN calendars c ON c.user_id = u.id LEFT JOIN user_preferences p ON p.user_id = u.id
    WHERE u.id = ${userId}`.execute(database);
  return rows[0] ?? null;
}

export async function writePreferences(
  database: Database,
  userId: string,
  change: {
    locale?: Locale | null | undefined;
    timezone?: string | null | undefined;
    suggestionsEnabled?: boolean | undefined;
  },
): Promise<void> {
  await database
    .insertInto('user_preferences')
    .values({
      user_id: userId,
      locale: change.locale ?? null,
      timezone: change.timezone ?? null,
      suggestions_enabled: change.suggestionsEnabled ?? true,
    })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({
        ...(change.locale === undefined ? {} : { locale: change.locale }),
        ...(change.timezone === undefined ? {} : { timezone: change.timezone }),
        ...(change.suggestionsEnabled === undefined
          ? { suggestions_enabled: sql`user_preferences.suggestions_enabled` }
          : { suggestions_enabled: change.suggestionsEnabled }),
      }),
    )
    .execute();
}

/** Whether the installation still waits for its owner. */
export async function hasNoUser(database: Database): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`SELECT NOT EXISTS (SELECT 1 FROM users) AS empty`.execute(database);
  return rows[0]?.empty ?? false;
}
