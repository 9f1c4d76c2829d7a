import { createHash, randomBytes } from 'node:crypto';
import type { Channel } from '../contract/channel.ts';
import type { Database } from './database.ts';

export interface OauthRound {
  userId: string;
  sessionId: string | null;
  channel: Channel;
  redirectUri: string;
  codeVerifier: string | null;
  timezone: string;
  replace: boolean;
}

const ROUND_MINUTES = 30;

/** A state nobody can guess. Kept as a hash only. */
export function newState(): string {
  return randomBytes(32).toString('base64url');
}

/** Remembers a round of a consent page until its callback. */
export async function beginOauthRound(
  database: Database,
  state: string,
  round: OauthRound,
  now: Temporal.Instant,
): Promise<void> {
  await database
    .insertInto('oauth_states')
    .values({
      state_sha256: hashOf(state),
      user_id: round.userId,
      session_id: round.sessionId,
      channel: round.channel,
      redirect_uri: round.redirectUri,
      code_verifier: round.codeVerifier,
      timezone: round.timezone,
      replace: round.replace,
      expires_at: now.add({ minutes: ROUND_MINUTES }),
    })
    .execute();
}

/**
 * Ends the round of a state: it works once, for the session that began it. `null` for a state that is unknown, used,
 * too old, of another channel or of another session.
 */
export async function endOauthRound(
  database: Database,
  state: string,
  caller: { channel: Channel; userId: string | null; sessionId: string | null },
  now: Temporal.Instant,
): Promise<OauthRound | null> {
  const row = await database
    .deleteFrom('oauth_states')
    .where('state_sha256', '=', hashOf(state))
    .where('channel', '=', caller.channel)
    .where('expires_at', '>', now)
    // One begun with an API key has no session; still nobody else who is signed in may end it.
    .$if(caller.userId !== null, (query) => query.where('user_id', '=', caller.userId ?? ''))
    .where((where) =>
      where.or([
        where('session_id', 'is', null),
        ...(caller.sessionId === null ? [] : [where('session_id', '=', caller.sessionId)]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    userId: row.user_id,
    sessionId: row.session_id,
    channel: row.channel,
    redirectUri: row.redirect_uri,
    codeVerifier: row.code_verifier,
    timezone: row.timezone,
    replace: row.replace,
  };
}

function hashOf(state: string): Buffer {
  return createHash('sha256').update(state).digest();
}
