import type { FastifyInstance } from 'fastify';
import { hasNoUser } from '../store/users.ts';
import type { HttpContext } from './context.ts';
import { sendData } from './reply.ts';

/** What the sign-in page needs before anybody is signed in: whether it greets the owner-to-be. */
export function registerSetup(app: FastifyInstance, context: HttpContext): void {
  app.get('/v1/setup', async (request, reply) => {
    const signUpOpen = context.settings.signUpOpen || (await hasNoUser(context.database));
    return sendData(request, reply, 200, { signUpOpen });
  });
}
