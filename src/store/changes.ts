import pg from 'pg';
import { z } from 'zod';
import { Change } from '../contract/change.ts';
import { MOST_IDS_ASKED } from '../contract/entry.ts';

const NOTIFY_CHANNEL = 'punctual_changes';
/** PostgreSQL takes 8000 bytes; more ids than this fit make "anything of this kind". No more can be asked for at once either. */
const MOST_IDS = MOST_IDS_ASKED;

const Message = z.object({ userId: z.string(), change: Change });

/**
 * Tells every web process that something of a user's changed. Only a hint, sent after the commit: whoever misses it
 * reads again when the stream reconnects or the page comes back.
 */
export async function announceChange(pool: Pick<pg.Pool, 'query'>, userId: string, change: Change): Promise<void> {
  const ids = change.ids.length > MOST_IDS ? [] : change.ids;
  await pool.query('SELECT pg_notify($1, $2)', [
    NOTIFY_CHANNEL,
    JSON.stringify({ userId, change: { ...change, ids } }),
  ]);
}

/**
 * Hears what all processes announce, over a connection of its own that is made again when it breaks. `onGap` is
 * called whenever something may have been missed. `listening` resolves when it hears, or the first attempt to has failed.
 */
export function listenForChanges(
  url: string,
  onChange: (userId: string, change: Change) => void,
  onGap: () => void,
): { listening: Promise<void>; stop(): Promise<void> } {
  let stopped = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'punctual-changes' });
    client = next;
    next.on('error', () => undefined);
    next.on('end', () => {
      if (stopped) return;
      onGap();
      retry = setTimeout(() => void connect(), 1000);
    });
    next.on('notification', (notification) => {
      const parsed = Message.safeParse(JSON.parse(notification.payload ?? 'null'));
      if (parsed.success) onChange(parsed.data.userId, parsed.data.change);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${NOTIFY_CHANNEL}`);
      onGap();
    } catch {
      // The server is away or speaks no LISTEN. `end` does not always follow a refused connection, so try again from here.
      next.removeAllListeners('end');
      await next.end().catch(() => undefined);
      if (!stopped) retry = setTimeout(() => void connect(), 1000);
    }
  };
  return {
    listening: connect(),
    stop: async () => {
      stopped = true;
      if (retry !== null) clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
