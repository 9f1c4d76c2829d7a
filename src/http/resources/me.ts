import { CHANNELS } from '../../contract/channel.ts';
import type { Me } from '../../contract/me.ts';
import { refuse, type Result } from '../../contract/problem.ts';
import { UPLOAD_LIMITS } from '../../domain/limits.ts';
import { isTimeZone } from '../../domain/zoned-time.ts';
import { createApiKey, deleteApiKey, listApiKeys, type ApiKeyRow } from '../../store/api-keys.ts';
import { deleteUser, exportUser } from '../../store/user-data.ts';
import { readUser, writePreferences } from '../../store/users.ts';
import type { HttpContext } from '../context.ts';
import type { Handlers } from '../handler.ts';

export const meHandlers: Handlers<
  'getMe' | 'patchMe' | 'exportMe' | 'deleteMe' | 'listApiKeys' | 'createApiKey' | 'deleteApiKey'
> = {
  getMe: (context, { caller, now }) => answerMe(context, caller.userId, now),

  patchMe: async (context, { body, caller, now }) => {
    if (body.timezone != null && !isTimeZone(body.timezone)) {
      return refuse(
        'UNKNOWN_TIME_ZONE',
        `timezone: "${body.timezone}" is not an IANA time zone such as Europe/Madrid.`,
      );
    }
    await writePreferences(context.database, caller.userId, body);
    return answerMe(context, caller.userId, now);
  },

  exportMe: async (context, { caller }) => ({ ok: true, value: await exportUser(context.database, caller.userId) }),

  deleteMe: async (context, { body, caller, now }) => {
    const user = await readUser(context.database, caller.userId, now);
    if (user === null) return refuse('UNAUTHENTICATED', 'This user is gone already.');
    if (body.confirmEmail.trim().toLowerCase() !== user.email.toLowerCase()) {
      return refuse('FORBIDDEN', 'confirmEmail: type the e-mail address of this user to confirm.');
    }
    const deleted = await deleteUser(context.database, caller.userId);
    if (deleted === null)
      return refuse(
        'JOB_IN_FLIGHT',
        'A post is being published right now. Wait for the outcome, then delete everything.',
      );
    // Rows first: files that a crash here leaves behind are found by housekeeping.
    for (const key of deleted.mediaKeys) await context.mediaStore.delete(key);
    return { ok: true, value: { done: true } };
  },

  listApiKeys: async (context, { caller }) => ({
    ok: true,
    value: (await listApiKeys(context.database, caller.userId)).map(presentKey),
  }),

  createApiKey: async (context, { body, caller, now }) => {
    const key = await createApiKey(context.database, caller.userId, body.name, now);
    return { ok: true, value: { ...presentKey(key), secret: key.secret } };
  },

  deleteApiKey: async (context, { params, caller }) => {
    const gone = await deleteApiKey(context.database, caller.userId, params.id);
    return gone ? { ok: true, value: { done: true } } : refuse('NOT_FOUND', 'There is no such API key.');
  },
};

async function answerMe(context: HttpContext, userId: string, now: Temporal.Instant): Promise<Result<Me>> {
  const user = await readUser(context.database, userId, now);
  if (user === null) return refuse('UNAUTHENTICATED', 'This user is gone; sign in again.');
  const { publishNowEnabled, sandboxUrl } = context.settings;
  return {
    ok: true,
    value: {
      ...user,
      features: {
        publishNow: publishNowEnabled,
        channels: CHANNELS.filter((channel) => context.channels[channel] !== null),
        sandbox: sandboxUrl !== null,
        sandboxUrl,
        uploadLimits: { ...UPLOAD_LIMITS },
      },
    },
  };
}

function presentKey(key: ApiKeyRow) {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    lastUsedAt: key.last_used_at?.toString() ?? null,
    createdAt: key.created_at.toString(),
  };
}
