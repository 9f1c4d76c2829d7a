import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { HttpContext } from './context.ts';

/** Pages of the client. Each answers the same file; the client's router does the rest. */
const PAGES = ['/', '/accounts', '/media', '/settings', '/posts/*'];

/**
 * Serves the built web client: compressed where the browser takes it, as the build laid it there (web/pre-compress.ts). Hashed
 * files may be kept for ever, the page itself never.
 */
export async function registerClient(app: FastifyInstance, context: HttpContext): Promise<void> {
  const root = context.settings.webDirectory;
  if (root === null || !existsSync(join(root, 'index.html'))) {
    app.get('/', async (_request, reply) =>
      reply.type('text/plain').send('The web client is not built yet: npm run build'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root,
    index: false,
    wildcard: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const page of PAGES)
    app.get(page, async (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html'));
}
