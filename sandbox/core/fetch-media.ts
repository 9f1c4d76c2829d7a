/** Fetching media by URL the way the platforms do: over HTTP, without following redirects, with a time limit. */
import type { KeptMedia, MediaStore } from './media-store.ts';

export type Fetched =
  | { ok: true; media: KeptMedia }
  | { ok: false; reason: 'bad_url' | 'redirect' | 'status' | 'unreachable' | 'timeout' | 'too_large'; detail: string };

export interface FetchLimits {
  /** Real milliseconds for the whole download. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** URL prefixes that may be fetched; empty: any. */
  readonly allowedPrefixes: readonly string[];
}

/** Downloads into the media store. Every failure is a value; nothing is kept of a failed download. */
export async function fetchMedia(store: MediaStore, address: string, limits: FetchLimits): Promise<Fetched> {
  const refused = refusal(address, limits.allowedPrefixes);
  if (refused !== null) return { ok: false, reason: 'bad_url', detail: refused };
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    const response = await fetch(address, { redirect: 'manual', signal });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return { ok: false, reason: 'redirect', detail: `answered ${response.status}` };
    }
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      return { ok: false, reason: 'status', detail: `answered ${response.status}` };
    }
    const contentType = response.headers.get('content-type') ?? 'application/octet-stream';
    return await download(store, response.body, contentType, limits.maxBytes);
  } catch (error) {
    if (signal.aborted) return { ok: false, reason: 'timeout', detail: `no answer in ${limits.timeoutMs} ms` };
    return { ok: false, reason: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
  }
}

function refusal(address: string, allowedPrefixes: readonly string[]): string | null {
  // eslint-disable-next-line no-control-regex -- "US-ASCII URL or it fails" (instagram.md 5.2)
  if (!/^[\u0021-\u007e]+$/.test(address)) return 'the URL is not plain ASCII';
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return 'not an http(s) URL';
  if (allowedPrefixes.length > 0 && !allowedPrefixes.some((prefix) => address.startsWith(prefix))) {
    return 'the origin is not allowed by the sandbox settings';
  }
  return null;
}

async function download(
  store: MediaStore,
  body: ReadableStream<Uint8Array>,
  contentType: string,
  maxBytes: number,
): Promise<Fetched> {
  const incoming = store.receive();
  let received = 0;
  try {
    for await (const piece of body) {
      received += piece.byteLength;
      if (received > maxBytes) {
        incoming.discard();
        return { ok: false, reason: 'too_large', detail: `more than ${maxBytes} bytes` };
      }
      incoming.write(piece);
    }
  } catch (error) {
    incoming.discard();
    throw error;
  }
  return { ok: true, media: incoming.finish(contentType) };
}
