import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REACH_FILE, REACH_FILE_TYPE } from '../media/reach-file.ts';
import { planServe } from '../media/serve.ts';
import { readMediaToken, type MediaGrant } from '../media/signed-url.ts';
import { THUMBNAIL_TYPE } from '../media/thumbnail.ts';
import { assetFiles } from '../store/assets.ts';
import { grantOf, noteServed, renditionById } from '../store/media-grants.ts';
import type { HttpContext } from './context.ts';
import { sendProblem } from './reply.ts';

/** `/m/<token>`: stored files for whoever holds a signed address, with ranges. The token is all the permission needed. */
export function registerMedia(app: FastifyInstance, context: HttpContext): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/m/:token',
    handler: async (request, reply) => {
      const { token } = request.params as { token: string };
      const reading = readMediaToken(context.mediaUrlKey, token, context.clock.now());
      if (reading.kind === 'invalid')
        return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'There is no such file.' });
      if (reading.kind === 'expired' || (await isWithdrawn(context, reading.grant))) {
        return reply.code(410).send('This address is no longer valid.');
      }
      if (reading.grant.purpose === 'reach') return sendReachFile(request, reply);
      const file = await fileOf(context, reading.grant);
      if (file === null) return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'There is no such file.' });
      return serve(context, request, reply, file, reading.grant);
    },
  });
}

/** What the server fetches to find out whether it can be fetched: a picture of its own, whatever is in the library. */
function sendReachFile(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const plan = planServe({
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    sizeBytes: REACH_FILE.length,
    mimeType: REACH_FILE_TYPE,
    etag: 'reach',
    filename: 'reach.jpg',
    range: undefined,
    ifRange: undefined,
    ifNoneMatch: undefined,
    maxAgeSeconds: 0,
  });
  reply.code(plan.status).headers(plan.headers);
  return plan.body === null ? reply.send() : reply.send(REACH_FILE);
}

interface StoredFile {
  key: string;
  mimeType: string;
  filename: string;
}

async function fileOf(context: HttpContext, grant: MediaGrant): Promise<StoredFile | null> {
  if (grant.what === 'rendition') {
    const rendition = await renditionById(context.database, grant.id);
    return rendition === null ? null : { key: rendition.key, mimeType: rendition.mimeType, filename: 'image.jpg' };
  }
  const asset = await assetFiles(context.database, grant.id);
  if (asset === null) return null;
  if (grant.what === 'original') return { key: asset.storageKey, mimeType: asset.mimeType, filename: asset.filename };
  return asset.thumbnailKey === null
    ? null
    : { key: asset.thumbnailKey, mimeType: THUMBNAIL_TYPE, filename: 'thumbnail.webp' };
}

async function isWithdrawn(context: HttpContext, grant: MediaGrant): Promise<boolean> {
  if (grant.nonce === null) return false;
  const stored = await grantOf(context.database, grant.nonce);
  return stored === null || stored.withdrawn;
}

async function serve(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  file: StoredFile,
  grant: MediaGrant,
): Promise<FastifyReply> {
  const size = await context.mediaStore.size(file.key);
  if (size === null)
    return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'The file is gone from the store.' });
  const plan = planServe({
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    sizeBytes: size,
    mimeType: file.mimeType,
    etag: file.key,
    filename: file.filename,
    range: request.headers.range,
    ifRange: headerText(request.headers['if-range']),
    ifNoneMatch: headerText(request.headers['if-none-match']),
    maxAgeSeconds: grant.purpose === 'browser' ? grant.expiresAt.since(context.clock.now()).total('seconds') : 0,
  });
  reply.code(plan.status).headers(plan.headers);
  if (plan.body === null) return reply.send();
  const bytes = await context.mediaStore.read(file.key, plan.body);
  if (bytes === null)
    return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'The file is gone from the store.' });
  const { nonce } = grant;
  return reply.send(
    Readable.from(nonce === null ? bytes : counted(context, bytes, nonce, plan.body, size), { objectMode: false }),
  );
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Notes how much of an attempt's address is served, before the first byte leaves: a crash in between then errs towards
 * "it may have been fetched" (tiktok.md 10).
 */
async function* counted(
  context: HttpContext,
  bytes: AsyncIterable<Uint8Array>,
  nonce: string,
  part: { start: number; end: number },
  size: number,
): AsyncIterable<Uint8Array> {
  const reachesEnd = part.end >= size;
  await noteServed(context.database, nonce, reachesEnd ? 'whole' : 'partly');
  yield* bytes;
}
