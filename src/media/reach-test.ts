import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { bareHost, isLoopbackHost, isPublicAddress } from './public-address.ts';
import { judgeAddress, type Reach, unreachable } from './reach.ts';

export interface ReachTestWish {
  /** PUBLIC_URL. */
  publicUrl: string;
  /** `/m/…`, signed for purpose `reach`. */
  mediaPath: string;
  expected: { mimeType: string; sizeBytes: number };
  platformIsLocal: boolean;
}

export interface ReachTools {
  /** The addresses of a name; none where there is no such name; `null` where nobody could be asked. */
  lookup?: (host: string) => Promise<string[] | null>;
  timeoutMs?: number;
}

const TIMEOUT_MS = 8_000;

/**
 * Fetches one of our own files the way a platform would: through the public name, without following redirects
 * (instagram.md 5.2), and compares type and length. The name is looked up once, every answer must be a public address,
 * and the very address that was checked is connected to, so that the test cannot be led into the local network. That
 * the fetch works from here does not prove that it works from outside; that it fails does prove something.
 */
export async function testReach(wish: ReachTestWish, tools: ReachTools = {}): Promise<Reach> {
  const judged = judgeAddress(wish.publicUrl, wish);
  if (judged.kind === 'unreachable') return judged;
  const url = new URL(wish.mediaPath, wish.publicUrl);
  if (url.origin !== new URL(wish.publicUrl).origin) throw new Error('the media path leads to another host');
  const address = await publicAddressOf(url, tools.lookup ?? lookUp);
  if (address.kind !== 'address') return address;
  const seen = await fetchHead(url, address.address, tools.timeoutMs ?? TIMEOUT_MS);
  return 'kind' in seen ? seen : compare(seen, wish.expected, url.host);
}

interface Seen {
  status: number;
  type: string;
  length: string;
}

type Address = { kind: 'address'; address: string } | Exclude<Reach, { kind: 'reachable' }>;

async function publicAddressOf(url: URL, lookup: (host: string) => Promise<string[] | null>): Promise<Address> {
  const host = bareHost(url.hostname);
  // Only gets here when the platform is local as well, and then it is meant.
  if (isLoopbackHost(host)) return { kind: 'address', address: isIP(host) === 0 ? '127.0.0.1' : host };
  const addresses = isIP(host) === 0 ? await lookup(host) : [host];
  if (addresses === null) return unknown(host, 'no name server answers');
  const [first] = addresses;
  if (first === undefined) return unreachable('no_such_name', { host });
  if (!addresses.every(isPublicAddress)) return unreachable('private_name', { host });
  return { kind: 'address', address: first };
}

async function lookUp(host: string): Promise<string[] | null> {
  try {
    return (await systemLookup(host, { all: true })).map((found) => found.address);
  } catch (error) {
    const isKnown = error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
    return isKnown ? [] : null;
  }
}

/** A GET whose body is not read: some proxies answer HEAD differently. */
function fetchHead(
  url: URL,
  address: string,
  timeoutMs: number,
): Promise<Seen | Exclude<Reach, { kind: 'reachable' }>> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = send(
      {
        host: address,
        port: url.port === '' ? undefined : Number(url.port),
        path: url.pathname + url.search,
        // The certificate is checked against the name, not the address.
        servername: isIP(bareHost(url.hostname)) === 0 ? url.hostname : '',
        headers: { Host: url.host, Accept: '*/*' },
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          length: response.headers['content-length'] ?? '',
        });
        response.destroy();
      },
    );
    request.on('error', (error) => resolve(explain(error, url.host)));
    request.end();
  });
}

/** A bad certificate is bad for everybody; that no connection came about may be this network's own affair. */
function explain(error: Error, host: string): Exclude<Reach, { kind: 'reachable' }> {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return /CERT|TLS|SSL|ALTNAME|SELF_SIGNED|ISSUER/.test(code)
    ? unreachable('certificate', { host, found: code })
    : unknown(host, code);
}

function unknown(host: string, found: string): Reach & { kind: 'unknown' } {
  return { kind: 'unknown', problem: { code: 'no_connection', params: { host, found } } };
}

function compare(seen: Seen, expected: { mimeType: string; sizeBytes: number }, host: string): Reach {
  if (seen.status >= 300 && seen.status < 400) return unreachable('redirects', { host });
  if (seen.status !== 200) return unreachable('other_status', { host, found: String(seen.status) });
  if (seen.type !== expected.mimeType || seen.length !== String(expected.sizeBytes)) {
    return unreachable('other_content', { host, found: seen.type || '?' });
  }
  return { kind: 'reachable' };
}
