import { ACCEPTED_TYPES, isAcceptedType } from './media-types.ts';

export interface ServeWish {
  method: 'GET' | 'HEAD';
  sizeBytes: number;
  mimeType: string;
  /** The asset's hash or key: a stored file never changes. */
  etag: string;
  /** Shown when the file is saved; any text. */
  filename: string;
  /** Request headers, `undefined` where absent. */
  range: string | undefined;
  ifRange: string | undefined;
  ifNoneMatch: string | undefined;
  /** How long a browser may keep it: until its URL expires. 0: not at all (what a platform fetches). */
  maxAgeSeconds: number;
}

export interface ServePlan {
  status: 200 | 206 | 304 | 416;
  headers: Record<string, string>;
  /** What to read from the store, without its end; `null`: no body. */
  body: { start: number; end: number } | null;
}

/**
 * How a stored file is answered, ranges included (RFC 9110, 14): players and TikTok ask for parts. Nothing in it can
 * run: the type is what was sniffed, never guessed again, and everything that is no image or video is a download.
 */
export function planServe(wish: ServeWish): ServePlan {
  const tag = `"${wish.etag}"`;
  const headers: Record<string, string> = {
    'Accept-Ranges': 'bytes',
    ETag: tag,
    'Cache-Control':
      wish.maxAgeSeconds > 0 ? `private, max-age=${Math.floor(wish.maxAgeSeconds)}, immutable` : 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Content-Type': isAcceptedType(wish.mimeType) ? wish.mimeType : 'application/octet-stream',
    'Content-Disposition': disposition(wish),
  };
  if (wish.ifNoneMatch?.split(',').some((seen) => seen.trim().replace(/^W\//, '') === tag)) {
    return { status: 304, headers, body: null };
  }
  // If-Range with another tag: the client holds part of another file and needs all of this one.
  const range = wish.ifRange === undefined || wish.ifRange === tag ? readRange(wish.range, wish.sizeBytes) : 'all';
  if (range === 'impossible') {
    return {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${wish.sizeBytes}`, 'Content-Length': '0' },
      body: null,
    };
  }
  const { start, end } = range === 'all' ? { start: 0, end: wish.sizeBytes } : range;
  headers['Content-Length'] = String(end - start);
  const body = wish.method === 'HEAD' || end === start ? null : { start, end };
  if (range === 'all') return { status: 200, headers, body };
  headers['Content-Range'] = `bytes ${start}-${end - 1}/${wish.sizeBytes}`;
  return { status: 206, headers, body };
}

/** One range is honoured. Several, or ones that make no sense, mean the whole file, as the RFC allows. */
function readRange(header: string | undefined, size: number): { start: number; end: number } | 'all' | 'impossible' {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '');
  if (found === null) return 'all';
  const [, from = '', to = ''] = found;
  if (from === '' && to === '') return 'all';
  if (from === '') {
    const last = Math.min(size, Number(to));
    return last === 0 ? 'impossible' : { start: size - last, end: size };
  }
  const start = Number(from);
  const end = to === '' ? size : Math.min(size, Number(to) + 1);
  if (start >= size) return 'impossible';
  return end <= start ? 'all' : { start, end };
}

/** The name twice: in ASCII for old readers, in full for the others (RFC 6266). Neither can break out of the header. */
function disposition(wish: ServeWish): string {
  const kind = isAcceptedType(wish.mimeType) ? 'inline' : 'attachment';
  const extension = isAcceptedType(wish.mimeType) ? `.${ACCEPTED_TYPES[wish.mimeType].extension}` : '';
  const ascii = wish.filename.replace(/[^A-Za-z0-9 ._()-]/g, '_').trim() || `file${extension}`;
  const full = encodeURIComponent(wish.filename.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${full}`;
}
