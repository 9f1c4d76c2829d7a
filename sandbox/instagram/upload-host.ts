/** The resumable upload host: `POST /ig-api-upload/v26.0/{container}` (instagram.md 5.6). */
import { json } from '../core/answers.ts';
import { fetchMedia } from '../core/fetch-media.ts';
import type { KeptMedia } from '../core/media-store.ts';
import type { Answer, Call } from '../platform.ts';
import { withVideo } from './containers.ts';
import { uploadAnswer } from './errors.ts';
import { instagramSettings } from './settings.ts';
import type { Container, Instagram } from './state.ts';
import { readToken, tokenText } from './tokens.ts';

/** Bytes from `offset`, or the header `file_url`. Done when `file_size` bytes are there. */
export async function receiveUpload(instagram: Instagram, { request }: Call): Promise<Answer> {
  const { core, state } = instagram;
  // `OAuth`, not `Bearer`: the mistake worth finding.
  const authorised = /^OAuth\s/.test(request.headers['authorization'] ?? '');
  const read = readToken(instagram, authorised ? tokenText(request) : null);
  if (!read.ok) return uploadAnswer('NotAuthorizedError', 'User is not authorized to perform this action', false);
  const container = state.containers.get(request.params['id'] ?? '');
  if (container === null || container.accountId !== read.token.accountId || container.mediaKind !== 'video') {
    return uploadAnswer('NotAuthorizedError', 'The upload session does not exist', false);
  }
  if (container.media !== null) return uploadAnswer('ProcessingFailedError', 'The upload is already complete', false);
  const fileUrl = request.headers['file_url'];
  if (fileUrl !== undefined) return pullFile(instagram, container, fileUrl);

  const offset = Number(request.headers['offset']);
  const fileSize = Number(request.headers['file_size']);
  if (!Number.isInteger(offset) || !Number.isInteger(fileSize) || fileSize <= 0) {
    return uploadAnswer('ProcessingFailedError', 'Headers offset and file_size are required', false);
  }
  const there = core.media.uploadedBytes(container.id);
  if (offset < 0 || offset > there || offset + request.body.byteLength > fileSize) {
    return uploadAnswer('OffsetInvalidError', `Offset ${offset} does not continue the ${there} bytes received`, true);
  }
  core.media.writeUpload(container.id, offset, request.body);
  if (offset + request.body.byteLength < fileSize) {
    return uploadAnswer('PartialRequestError', 'Partial request (did not match length of file)', true);
  }
  await complete(instagram, container, core.media.keepUpload(container.id, 'video/mp4'));
  return json(200, { success: true, message: 'Upload successful.' });
}

async function pullFile(instagram: Instagram, container: Container, fileUrl: string): Promise<Answer> {
  const settings = instagramSettings(instagram.core);
  const fetched = await fetchMedia(instagram.core.media, fileUrl, {
    timeoutMs: settings.fetchTimeoutMs,
    maxBytes: settings.reelLargestBytes * 2,
    allowedPrefixes: settings.fetchPrefixes,
  });
  if (!fetched.ok)
    return uploadAnswer('ProcessingFailedError', `file_url: ${fetched.detail}`, fetched.reason === 'timeout');
  await complete(instagram, container, fetched.media);
  return json(200, { success: true, message: 'Upload successful.' });
}

async function complete(instagram: Instagram, container: Container, media: KeptMedia): Promise<void> {
  const { core, state } = instagram;
  const settings = instagramSettings(core);
  const filled = await withVideo({ instagram, settings, nowMs: core.clock.nowMs() }, container, media);
  state.containers.put(container.id, filled);
}
