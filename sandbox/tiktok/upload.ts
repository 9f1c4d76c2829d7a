/** The upload host: `PUT <upload_url>`, chunk by chunk (tiktok.md 5.3). */
import type { Answer, Call, WireRequest } from '../platform.ts';
import { chunkLengthAt } from './chunk-plan.ts';
import { uploadAnswer } from './errors.ts';
import { newPostId } from './ids.ts';
import { takeAllIn } from './settle.ts';
import { tiktokSettings } from './settings.ts';
import type { TiktokSettings } from './settings.ts';
import type { Publish, Tiktok, Upload } from './state.ts';

export const UPLOAD_PATH = '/tiktok-upload/video/';
const MEDIA_TYPES = ['video/mp4', 'video/quicktime', 'video/webm'];

interface ByteRange {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

/** `upload_last`: the range ends the file. */
export function uploadEndpointName(request: WireRequest): string {
  const range = readRange(request);
  return range !== null && range.last + 1 === range.total ? 'upload_last' : 'upload';
}

/** The upload this url belongs to; null when it is none or its token is wrong. */
export function uploadOf({ state }: Tiktok, request: WireRequest): Upload | null {
  if (request.url.pathname !== UPLOAD_PATH) return null;
  const upload = state.uploads.get(request.url.searchParams.get('upload_id') ?? '');
  return upload !== null && upload.token === request.url.searchParams.get('upload_token') ? upload : null;
}

/** 206 more expected · 201 all in, and posting begins by itself · 400 · 403 expired · 404 · 416 not where we are. */
export async function receiveChunk(tiktok: Tiktok, { request, fault }: Call): Promise<Answer> {
  const { core, state } = tiktok;
  const settings = tiktokSettings(core);
  const upload = uploadOf(tiktok, request);
  const publish = upload === null ? null : state.publishes.get(upload.publishId);
  if (upload === null || publish === null) return uploadAnswer(404, 'There is no such upload task.');
  if (settings.rejectUploadAuthorization && request.headers['authorization'] !== undefined) {
    return uploadAnswer(400, 'Authorization must not be sent to the upload host: the url is the credential.');
  }
  if (fault?.kind === 'upload_expired') {
    state.uploads.put(upload.id, { ...upload, expiresAtMs: core.clock.nowMs() });
    return uploadAnswer(403, 'The upload_url has expired.');
  }
  if (core.clock.nowMs() >= upload.expiresAtMs) return uploadAnswer(403, 'The upload_url has expired.');

  const range = readRange(request);
  const problem = range === null ? 'Content-Range is missing or malformed.' : headerProblem(request, range, upload);
  if (range === null || problem !== null) return uploadAnswer(400, problem ?? '');
  if (range.first !== upload.receivedBytes) return outOfStep(upload, range, settings);
  if (request.body.byteLength !== chunkLengthAt(upload, range.first)) {
    return uploadAnswer(400, 'The chunk is not as long as the init said.', progress(upload, settings));
  }

  core.media.writeUpload(upload.id, range.first, request.body);
  const taken = { ...upload, receivedBytes: range.last + 1 };
  state.uploads.put(upload.id, taken);
  if (taken.receivedBytes === taken.sizeBytes) {
    const kept = core.media.keepUpload(upload.id, request.headers['content-type'] ?? '');
    await takeAllIn(tiktok, { ...publish, ...foretold(tiktok, publish, fault), media: [kept] });
  }
  return fault?.kind === 'progress_ahead'
    ? uploadAnswer(416, 'The range does not match the progress.', progress(taken, settings))
    : uploadAnswer(taken.receivedBytes === taken.sizeBytes ? 201 : 206, '', progress(taken, settings));
}

function readRange(request: WireRequest): ByteRange | null {
  const found = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers['content-range'] ?? '');
  if (found === null) return null;
  const [first, last, total] = found.slice(1).map(Number);
  return first === undefined || last === undefined || total === undefined ? null : { first, last, total };
}

function headerProblem(request: WireRequest, { first, last, total }: ByteRange, upload: Upload): string | null {
  if (!MEDIA_TYPES.includes(request.headers['content-type'] ?? '')) {
    return `Content-Type must be one of ${MEDIA_TYPES.join(', ')}.`;
  }
  if (total !== upload.sizeBytes || last >= total) return 'Content-Range does not fit video_size.';
  if (request.headers['content-length'] === undefined) return 'Content-Length is required.';
  return request.body.byteLength === last - first + 1 ? null : 'The body is not as long as Content-Range says.';
}

function outOfStep(upload: Upload, range: ByteRange, settings: TiktokSettings): Answer {
  if (range.last < upload.receivedBytes && settings.repeatedChunk === 206) {
    return uploadAnswer(upload.receivedBytes === upload.sizeBytes ? 201 : 206, '', progress(upload, settings));
  }
  return uploadAnswer(416, 'The range does not match the progress.', progress(upload, settings));
}

/** `bytes 0-{UPLOADED_BYTES}/{TOTAL}`. */
function progress(upload: Upload, { uploadedRange }: TiktokSettings): Record<string, string> {
  const shown = uploadedRange === 'count' ? upload.receivedBytes : Math.max(0, upload.receivedBytes - 1);
  return { 'content-range': `bytes 0-${shown}/${upload.sizeBytes}` };
}

/** What a fault at the last chunk decides about the publish. */
function foretold({ core }: Tiktok, publish: Publish, fault: Call['fault']): Partial<Publish> {
  if (fault?.kind === 'fail_reason') return { plannedFailReason: String(fault.code ?? 'internal') };
  if (fault?.kind === 'no_post_id') return { withoutPostId: true };
  return fault?.kind === 'two_post_ids' ? { secondId: publish.secondId ?? newPostId(core.chance) } : {};
}
