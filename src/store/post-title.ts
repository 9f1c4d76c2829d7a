import { sql } from 'kysely';

/** What a post `p` is called where space is short: its title, or the first line of its caption. */
export const postTitle = sql<string>`CASE WHEN p.title <> '' THEN p.title ELSE left(split_part(btrim(p.caption, E' \\n\\t'), E'\\n', 1), 80) END`;
