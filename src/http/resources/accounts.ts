import type { Account } from '../../contract/account.ts';
import { refuse, type Result } from '../../contract/problem.ts';
import { isBan } from '../../domain/account-verdict.ts';
import { say } from '../../domain/said.ts';
import { isTimeZone } from '../../domain/zoned-time.ts';
import { countReadiness, listAccounts, lockAccount, unlinkAccount, type AccountRow } from '../../store/accounts.ts';
import { heedRefusal } from '../../store/heed-refusal.ts';
import { beginOauthRound, newState } from '../../store/oauth-states.ts';
import { reassess } from '../../store/reassess.ts';
import { changeTimeZone } from '../../store/change-time-zone.ts';
import { storeCapabilities } from '../../store/store-capabilities.ts';
import { takePlace } from '../../store/take-place.ts';
import { decryptToken } from '../../store/token-cipher.ts';
import { NO_ROOM, type Credentials, type Tokens } from '../../channels/adapter.ts';
import type { HttpContext } from '../context.ts';
import type { Handlers } from '../handler.ts';
import { presentAccount } from '../present-account.ts';
import { baseUrlOf } from '../session.ts';
import { writeContext } from './posts.ts';

export const accountHandlers: Handlers<
  'linkAccount' | 'listAccounts' | 'patchAccount' | 'refreshAccount' | 'deleteAccount'
> = {
  linkAccount: async (context, { params, body, caller, now, request }) => {
    const adapter = context.channels[params.channel];
    if (adapter === null) {
      return refuse(
        'FEATURE_OFF',
        `This server has no app for ${params.channel === 'ig' ? 'Instagram' : 'TikTok'} yet; docs/real-accounts.md tells how to get one.`,
      );
    }
    const timezone = body.timezone ?? 'UTC';
    if (!isTimeZone(timezone))
      return refuse('UNKNOWN_TIME_ZONE', `timezone: "${timezone}" is not an IANA time zone such as Europe/Madrid.`);
    const linked = (await listAccounts(context.database, caller.userId)).some(
      (account) => account.channel === params.channel,
    );
    const state = newState();
    const redirectUri = `${baseUrlOf(request, context.settings.publicUrl)}/oauth/${params.channel}/callback`;
    const { url, codeVerifier } = adapter.connect.authorize({ state, redirectUri, chooseAccount: linked });
    await beginOauthRound(
      context.database,
      state,
      {
        userId: caller.userId,
        sessionId: caller.sessionId,
        channel: params.channel,
        redirectUri,
        codeVerifier,
        timezone,
        replace: body.replace ?? false,
      },
      now,
    );
    return { ok: true, value: { authorizeUrl: url } };
  },

  listAccounts: async (context, { caller, now }) => {
    const [accounts, readiness] = await Promise.all([
      listAccounts(context.database, caller.userId),
      countReadiness(context.database, caller.userId, now),
    ]);
    return {
      ok: true,
      value: accounts.map((account) => presentAccount(account, readiness.get(account.channel) ?? {}, now)),
    };
  },

  patchAccount: async (context, { params, body, caller, now }) => {
    if (body.timezone !== undefined && !isTimeZone(body.timezone)) {
      return refuse(
        'UNKNOWN_TIME_ZONE',
        `timezone: "${body.timezone}" is not an IANA time zone such as Europe/Madrid.`,
      );
    }
    const write = writeContext(context, caller.userId, now);
    const found = await context.database.transaction().execute(async (transaction) => {
      const account = await lockAccount(transaction, caller.userId, params.id);
      if (account === null) return null;
      if (body.lateToleranceMinutes !== undefined) {
        await transaction
          .updateTable('channel_accounts')
          .set({ late_tolerance: body.lateToleranceMinutes, updated_at: now })
          .where('id', '=', account.id)
          .execute();
      }
      if (body.timezone !== undefined && body.timezone !== account.timezone) {
        await changeTimeZone(transaction, write, account, body.timezone, body.keep ?? 'instant');
      }
      return account;
    });
    if (found === null) return refuse('NOT_FOUND', 'There is no such account.');
    announceAccount(context, caller.userId, params.id);
    return answerAccount(context, caller.userId, params.id, now);
  },

  refreshAccount: async (context, { params, caller, locale, now }) => {
    const account = (await listAccounts(context.database, caller.userId)).find((each) => each.id === params.id);
    if (account === undefined) return refuse('NOT_FOUND', 'There is no such account.');
    const adapter = context.channels[account.channel];
    const credentials = credentialsOf(context, account);
    if (adapter === null || credentials === null) return answerAccount(context, caller.userId, params.id, now);
    const answer = await adapter.connect.readCapabilities(credentials);
    // Asked so often within a minute that what is stored is no older.
    if (!answer.ok && answer.failure.platformCode === NO_ROOM) {
      return answerAccount(context, caller.userId, params.id, now);
    }
    if (!answer.ok) {
      const how = { now, environment: context.environment() };
      const heeded = await context.database
        .transaction()
        .execute((transaction) => heedRefusal(transaction, how, account, answer.failure));
      if (heeded) {
        announceAccount(context, caller.userId, params.id);
        return answerAccount(context, caller.userId, params.id, now);
      }
      return refuse(isBan(answer.failure) ? 'FORBIDDEN' : 'CANNOT_REACH_PLATFORM', say(answer.failure.says, locale));
    }
    const write = writeContext(context, caller.userId, now);
    await context.database
      .transaction()
      .execute((transaction) => storeCapabilities(transaction, write, account, answer.value));
    announceAccount(context, caller.userId, params.id);
    return answerAccount(context, caller.userId, params.id, now);
  },

  deleteAccount: async (context, { params, caller, now }) => {
    const write = writeContext(context, caller.userId, now);
    const account = await context.database.transaction().execute(async (transaction) => {
      const found = await lockAccount(transaction, caller.userId, params.id);
      if (found === null) return null;
      await unlinkAccount(transaction, found.id, now);
      await reassess(
        transaction,
        { account: { userId: caller.userId, channel: found.channel } },
        write.environment,
        now,
      );
      return found;
    });
    if (account === null) return refuse('NOT_FOUND', 'There is no such account.');
    announceAccount(context, caller.userId, params.id);
    // The tokens are gone from the database already; if this fails, the creator can still withdraw the app at the platform.
    const tokens = tokensOf(context, account);
    const revoked = tokens === null ? null : await context.channels[account.channel]?.connect.revoke(tokens);
    if (revoked?.ok === false)
      context.log.warn(
        { channel: account.channel, reason: revoked.failure.platformCode },
        'the platform did not take the withdrawal',
      );
    return { ok: true, value: { done: true } };
  },
};

export function announceAccount(context: HttpContext, userId: string, id: string): void {
  context.announce(userId, [
    { kind: 'accounts', ids: [id] },
    { kind: 'entries', ids: [] },
    { kind: 'notifications', ids: [] },
  ]);
}

function credentialsOf(context: HttpContext, account: AccountRow): Credentials | null {
  const tokens = tokensOf(context, account);
  if (tokens === null) return null;
  return {
    externalAccountId: account.external_account_id,
    username: account.username,
    accessToken: tokens.accessToken,
    // Half of the platform's window: a composer that is opened often must not make a post wait for its minute.
    takePlace: (window) => {
      const half = { ...window, calls: Math.floor(window.calls / 2) };
      return takePlace(context.database, account.id, half, context.clock.now());
    },
  };
}

function tokensOf(context: HttpContext, account: AccountRow): Tokens | null {
  const secret = { userId: account.user_id, channel: account.channel };
  const access =
    account.access_token_encrypted === null
      ? null
      : decryptToken(context.keyRing, { ...secret, kind: 'access' }, account.access_token_encrypted);
  if (access === null) return null;
  const refresh =
    account.refresh_token_encrypted === null
      ? null
      : decryptToken(context.keyRing, { ...secret, kind: 'refresh' }, account.refresh_token_encrypted);
  return { accessToken: access, refreshToken: refresh, obtainedAt: account.obtained_at, expiresAt: account.expires_at };
}

async function answerAccount(
  context: HttpContext,
  userId: string,
  id: string,
  now: Temporal.Instant,
): Promise<Result<Account>> {
  const account = (await listAccounts(context.database, userId)).find((each) => each.id === id);
  if (account === undefined) return refuse('NOT_FOUND', 'There is no such account.');
  const readiness = await countReadiness(context.database, userId, now);
  return { ok: true, value: presentAccount(account, readiness.get(account.channel) ?? {}, now) };
}
