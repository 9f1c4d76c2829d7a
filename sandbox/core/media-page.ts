/** Serving kept media to the feeds, in ranges so that a video can be sought. */
import fs from 'node:fs';
import type { Answer, WireRequest } from '../platform.ts';
import { text } from './answers.ts';
import type { MediaStore } from './media-store.ts';

/** `GET /_sandbox/media/:hash`. Content-addressed, hence cached for ever: refreshing feeds do not flicker. */
export function serveMedia(store: MediaStore, request: WireRequest): Answer {
  const hash = request.params['hash'] ?? '';
  const media = /^[0-9a-f]{64}$/.test(hash) ? store.find(hash) : null;
  if (media === null) return text(404, 'not kept here');
  const headers = {
    'content-type': safeType(media.contentType),
    'cache-control': 'public, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers['range'] ?? '');
  if (range === null) return { status: 200, headers, body: fs.readFileSync(store.pathOf(hash)) };
  const first = Number(range[1]);
  const last = Math.min(range[2] === '' ? media.sizeBytes - 1 : Number(range[2]), media.sizeBytes - 1);
  if (first > last) return { status: 416, headers: { 'content-range': `bytes */${media.sizeBytes}` }, body: '' };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${media.sizeBytes}` },
    body: readPart(store.pathOf(hash), first, last - first + 1),
  };
}

/** Whoever sent the bytes named the type: only pictures and videos are served as what they claim to be. */
function safeType(contentType: string): string {
  return /^(?:image\/(?:jpeg|png|webp)|video\/[\w-]+)$/.test(contentType) ? contentType : 'application/octet-stream';
}

function readPart(file: string, offset: number, length: number): Buffer {
  const part = Buffer.alloc(length);
  const handle = fs.openSync(file, 'r');
  fs.readSync(handle, part, 0, length, offset);
  fs.closeSync(handle);
  return part;
}
