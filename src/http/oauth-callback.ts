import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Channel } from '../contract/channel.ts';
import { CHANNELS } from '../contract/channel.ts';
import type { ChannelAdapter, LinkedAccount } from '../channels/adapter.ts';
import { say } from '../domain/said.ts';
import { accountOf, storeLinkedAccount, unlinkAccount } from '../store/accounts.ts';
import { askConsentAgain, lastLinked } from '../store/ask-consent-again.ts';
import { endOauthRound, type OauthRound } from '../store/oauth-states.ts';
import { reassess } from '../store/reassess.ts';
import { encryptToken } from '../store/token-cipher.ts';
import { readUser } from '../store/users.ts';
import type { Auth } from './auth.ts';
import type { HttpContext } from './context.ts';
import { localeOf } from './locale.ts';
import { announceAccount } from './resources/accounts.ts';
import { callerOf } from './session.ts';

/** Where a platform's consent page sends the browser back to. Always ends on the accounts page, with what came of it. */
export function registerOauthCallback(app: FastifyInstance, context: HttpContext, auth: Auth): void {
  for (const channel of CHANNELS) {
    app.get(`/oauth/${channel}/callback`, async (request, reply) => {
      const query = request.query as Readonly<Record<string, string | undefined>>;
      const adapter = context.channels[channel];
      if (adapter === null) return backWith(reply, channel, 'not_configured');
      const { state } = query;
      if (typeof state !== 'string') return backWith(reply, channel, 'state_missing');
      const caller = await callerOf(context, auth, request);
      const round = await endOauthRound(
        context.database,
        state,
        { channel, userId: caller?.userId ?? null, sessionId: caller?.sessionId ?? null },
        context.clock.now(),
      );
      if (round === null) return backWith(reply, channel, 'state_unknown');
      if (typeof query['error'] === 'string') return backWith(reply, channel, 'denied');
      const code = query['code'];
      if (typeof code !== 'string') return backWith(reply, channel, 'code_missing');
      return finishLinking(context, adapter, round, code, reply);
    });
  }
}

async function finishLinking(
  context: HttpContext,
  adapter: ChannelAdapter,
  round: OauthRound,
  code: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // Instagram appends `#_`; browsers keep fragments, other clients may not (instagram.md 2.1).
  const exchanged = await adapter.connect.exchange({
    code: code.replace(/#_$/, ''),
    redirectUri: round.redirectUri,
    codeVerifier: round.codeVerifier,
  });
  if (!exchanged.ok) {
    context.log.warn(
      { channel: round.channel, platformCode: exchanged.failure.platformCode, trace: exchanged.failure.traceId },
      'linking failed',
    );
    const user = await readUser(context.database, round.userId, context.clock.now());
    const locale = user?.locale ?? localeOf(reply.request);
    return backWith(reply, round.channel, 'exchange_failed', say(exchanged.failure.says, locale));
  }
  const outcome = await storeAccount(context, adapter, round, exchanged.value);
  if (outcome.kind === 'other_account') return backWith(reply, round.channel, 'other_account', outcome.username);
  announceAccount(context, round.userId, outcome.id);
  return reply.redirect(`/accounts?linked=${round.channel}`, 303);
}

type Stored = { kind: 'linked'; id: string } | { kind: 'other_account'; username: string };

/** Account and readiness of all its entries, in one transaction: relinking re-assesses in the same request (spec.md 9). */
async function storeAccount(
  context: HttpContext,
  adapter: ChannelAdapter,
  round: OauthRound,
  linked: LinkedAccount,
): Promise<Stored> {
  const now = context.clock.now();
  const { userId, channel } = round;
  const { tokens } = linked;
  return context.database.transaction().execute(async (transaction) => {
    const before = await lastLinked(transaction, { userId, channel });
    const current = await accountOf(transaction, userId, channel);
    if (current !== null && current.external_account_id !== linked.externalAccountId) {
      if (!round.replace) return { kind: 'other_account', username: current.username };
      await unlinkAccount(transaction, current.id, now);
    }
    const { id } = await storeLinkedAccount(
      transaction,
      {
        userId,
        channel,
        externalAccountId: linked.externalAccountId,
        alternativeAccountId: linked.alternativeAccountId,
        username: linked.username,
        displayName: linked.displayName,
        avatar: linked.avatarUrl,
        timezone: round.timezone,
        accessTokenEncrypted: encryptToken(context.keyRing, { userId, channel, kind: 'access' }, tokens.accessToken),
        refreshTokenEncrypted:
          tokens.refreshToken === null
            ? null
            : encryptToken(context.keyRing, { userId, channel, kind: 'refresh' }, tokens.refreshToken),
        obtainedAt: tokens.obtainedAt,
        expiresAt: tokens.expiresAt,
        refreshDueAt: adapter.connect.refreshAt({ obtainedAt: tokens.obtainedAt, expiresAt: tokens.expiresAt }),
        scopes: linked.scopes,
        capabilities: { ...linked.capabilities, checkedAt: now.toString() },
        standing: linked.standing ?? 'live',
      },
      now,
    );
    const isAnother = before !== null && before !== linked.externalAccountId;
    if (channel === 'tiktok' && isAnother) await askConsentAgain(transaction, { userId, now });
    await reassess(transaction, { account: { userId, channel } }, context.environment(), now);
    return { kind: 'linked', id };
  });
}

/** The client puts the code into words; `message` says more, in the user's language. */
function backWith(reply: FastifyReply, channel: Channel, code: string, message?: string): FastifyReply {
  const query = new URLSearchParams({ channel, link_error: code, ...(message === undefined ? {} : { message }) });
  return reply.redirect(`/accounts?${query.toString()}`, 303);
}
