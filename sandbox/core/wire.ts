/** node:http on one side, WireRequest and Answer on the other. */
import http from 'node:http';
import type { Answer, WireRequest } from '../platform.ts';

/** One TikTok chunk is at most 128 MB, one Instagram reel 300 MB; anything above is not worth holding. */
const MAX_BODY_BYTES = 600_000_000;

/** The whole request in memory; null when it is larger than the sandbox takes or was broken off. */
export async function readRequest(incoming: http.IncomingMessage): Promise<WireRequest | null> {
  const body = await readBody(incoming);
  if (body === null) return null;
  const path = incoming.url ?? '/';
  const [pathname = '/', ...query] = path.split('?');
  // Only the path is collapsed: a URL inside the query keeps its slashes.
  const collapsed = pathname.replace(/\/{2,}/g, '/');
  const address = URL.parse(
    `http://${incoming.headers.host ?? 'localhost'}${collapsed}${query.length > 0 ? `?${query.join('?')}` : ''}`,
  );
  if (address === null) return null;
  return { method: incoming.method ?? 'GET', url: address, path, headers: flatHeaders(incoming), body, params: {} };
}

async function readBody(incoming: http.IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const piece of incoming) {
      if (!Buffer.isBuffer(piece)) return null;
      sizeBytes += piece.byteLength;
      if (sizeBytes > MAX_BODY_BYTES) return null;
      pieces.push(piece);
    }
  } catch {
    // The caller went away in the middle of its request: there is nobody to answer and nothing to do.
    return null;
  }
  return Buffer.concat(pieces);
}

function flatHeaders(incoming: http.IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

export function sendAnswer(response: http.ServerResponse, answer: Answer): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.byteLength) });
  response.end(body);
}

/** The routes of one table, matched in order. */
export function createRouter<Route extends { method: string; path: string }>(
  routes: readonly Route[],
): (request: WireRequest) => { route: Route; request: WireRequest } | null {
  const patterns = routes.map((route) => ({ route, pattern: new URLPattern({ pathname: route.path }) }));
  return (request) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    for (const { route, pattern } of patterns) {
      if (route.method !== method) continue;
      const match = pattern.exec({ pathname: request.url.pathname });
      if (match === null) continue;
      const groups = Object.entries(match.pathname.groups);
      const params = Object.fromEntries(groups.map(([name, value]) => [name, decoded(value ?? '')]));
      return { route, request: { ...request, params } };
    }
    return null;
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A malformed escape stays as it was sent; no id looks like that, so nothing will be found.
    return segment;
  }
}
