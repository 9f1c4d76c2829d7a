import type { FastifyRequest } from 'fastify';
import { fromNodeHeaders } from 'better-auth/node';
import { userOfApiKey } from '../store/api-keys.ts';
import type { HttpContext } from './context.ts';
import type { Auth } from './auth.ts';

/** Who asks. `sessionId` is null when an API key speaks for the user. */
export interface Caller {
  userId: string;
  sessionId: string | null;
}

/** The caller by session cookie or `Authorization: Bearer pk_…`; `null` for nobody. */
export async function callerOf(context: HttpContext, auth: Auth, request: FastifyRequest): Promise<Caller | null> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const secret = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    const userId = secret === undefined ? null : await userOfApiKey(context.database, secret, context.clock.now());
    return userId === null ? null : { userId, sessionId: null };
  }
  if (request.headers.cookie === undefined) return null;
  const session = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
  return session === null ? null : { userId: session.user.id, sessionId: session.session.id };
}

/**
 * Whether a browser sent this from a page of ours, or no browser did. A cookie alone proves nothing: other sites can
 * make a browser send it along. Following a link from elsewhere is no such thing: it names no origin, and only reads.
 */
export function isOwnOrigin(request: FastifyRequest, publicUrl: string | null): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return request.method === 'GET' || request.headers['sec-fetch-site'] !== 'cross-site';
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

/** The address of this server as the caller sees it; what OAuth redirects come back to. */
export function baseUrlOf(request: FastifyRequest, publicUrl: string | null): string {
  return publicUrl ?? `http://${request.headers.host ?? 'localhost'}`;
}
