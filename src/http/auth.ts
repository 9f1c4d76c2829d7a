import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { hasNoUser } from '../store/users.ts';
import type { HttpContext } from './context.ts';
import { isOwnOrigin } from './session.ts';

export interface AuthSettings {
  pool: pg.Pool;
  secret: string;
}

const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Sign-in with e-mail and password, sessions in our database under our names (spec.md 8). */
export function createAuth(context: HttpContext, settings: AuthSettings) {
  return betterAuth({
    appName: 'Punctual',
    database: settings.pool,
    secret: settings.secret,
    ...(context.settings.publicUrl === null ? {} : { baseURL: context.settings.publicUrl }),
    basePath: '/api/auth',
    // Pages of ours: the public address, or whatever host the browser reached us by. Others are refused.
    trustedOrigins: (request?: Request) => {
      const own = context.settings.publicUrl === null ? [] : [new URL(context.settings.publicUrl).origin];
      const host = request?.headers.get('host');
      return host === null || host === undefined ? own : [...own, `http://${host}`, `https://${host}`];
    },
    emailAndPassword: { enabled: true, minPasswordLength: 8, autoSignIn: true },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...timestamps } },
    session: {
      modelName: 'sessions',
      expiresIn: 60 * 60 * 24 * 30,
      updateAge: 60 * 60 * 24,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...timestamps,
      },
    },
    account: {
      modelName: 'auth_accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...timestamps } },
    advanced: {
      database: { generateId: 'uuid' },
      cookiePrefix: 'punctual',
      // Said aloud, since the library leaves these checks out by itself where it finds a test around it.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    // Guessing passwords is slowed per address. The library's own rules for these two are three in ten seconds, which a
    // family behind one address, or a creator who mistypes, runs into.
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 60 }, '/sign-up/email': { window: 60, max: 60 } },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    hooks: {
      before: createAuthMiddleware(async (middleware) => {
        if (middleware.path !== '/sign-up/email' || context.settings.signUpOpen) return;
        if (!(await hasNoUser(context.database))) {
          throw new APIError('FORBIDDEN', {
            code: 'SIGN_UP_CLOSED',
            message: 'This installation already has its owner. Sign in instead.',
          });
        }
      }),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Hands `/api/auth/*` to better-auth as a web request. Sign-ups come one after the other, so that one owner is made. */
export function registerAuth(app: FastifyInstance, context: HttpContext, auth: Auth): void {
  let lastSignUp: Promise<unknown> = Promise.resolve();
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    handler: async (request, reply) => {
      const url = new URL(request.url, `${request.protocol}://${request.headers.host ?? 'localhost'}`);
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) {
        if (value !== undefined && name !== 'content-length')
          headers.append(name, Array.isArray(value) ? value.join(', ') : value);
      }
      // The library counts by this header; anybody may send one, so it is given the address we made out.
      headers.set('x-forwarded-for', request.ip);
      const body = request.body === undefined || request.body === null ? null : JSON.stringify(request.body);
      // better-auth wants an origin of whatever looks like a browser, and Node's own fetch does. Who brings none, and is
      // not on another site either, is a program: it speaks for itself.
      if (!headers.has('origin') && isOwnOrigin(request, context.settings.publicUrl)) headers.set('origin', url.origin);
      const answer = async () => auth.handler(new Request(url, { method: request.method, headers, body }));
      let response: Response;
      if (url.pathname.endsWith('/sign-up/email')) {
        const turn = lastSignUp.then(answer, answer);
        lastSignUp = turn;
        response = await turn;
      } else {
        response = await answer();
      }
      reply.code(response.status);
      for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value);
      const wait = response.headers.get('x-retry-after');
      if (wait !== null) reply.header('retry-after', wait);
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return reply.send(response.body === null ? null : Buffer.from(await response.arrayBuffer()));
    },
  });
}
