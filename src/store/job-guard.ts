import { sql, type RawBuilder } from 'kysely';
import { statesThatTake, STORED_AS, type JobNews } from '../domain/publish-job.ts';

/**
 * A condition on a row of `publish_jobs`: it stands in a state in which `news` can happen, by the one table of states
 * (domain/publish-job). `name`: what the statement calls the row.
 */
export function takes(news: JobNews, name = 'publish_jobs'): RawBuilder<boolean> {
  const places = statesThatTake(news).map((state) => {
    const { status, unknown } = STORED_AS[state];
    return sql`(${sql.lit(status)}, ${sql.lit(unknown)})`;
  });
  return sql<boolean>`(${sql.ref(`${name}.status`)}, ${sql.ref(`${name}.unknown_since`)} IS NOT NULL) IN (${sql.join(places)})`;
}
