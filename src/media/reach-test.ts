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
  lookup?: (host: string) => Promise<string[]>;
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
  if (address.kind === 'unreachable') return address;
  const seen = await fetchHead(url, address.address, tools.timeoutMs ?? TIMEOUT_MS);
  return compare(seen, wish.expected, url.host);
}

interface Seen {
  status: number;
  type: string;
  length: string;
}

type Address = { kind: 'address'; address: string } | (Reach & { kind: 'unreachable' });

async function publicAddressOf(url: URL, lookup: (host: string) => Promise<string[]>): Promise<Address> {
  const host = bareHost(url.hostname);
  // Only gets here when the platform is local as well, and then it is meant.
  if (isLoopbackHost(host)) return { kind: 'address', address: isIP(host) === 0 ? '127.0.0.1' : host };
  const addresses = isIP(host) === 0 ? await lookup(host) : [host];
  const [first] = addresses;
  if (first === undefined) {
    return {
      kind: 'unreachable',
      reason: `The name ${host} does not exist (yet). Check PUBLIC_URL and its DNS record.`,
    };
  }
  if (!addresses.every(isPublicAddress)) {
    return {
      kind: 'unreachable',
      reason: `The name ${host} leads to an address inside your own network. Point it at your public address.`,
    };
  }
  return { kind: 'address', address: first };
}

async function lookUp(host: string): Promise<string[]> {
  try {
    return (await systemLookup(host, { all: true })).map((found) => found.address);
  } catch {
    return []; // no such name, or no name server: nobody would find us either
  }
}

/** A GET whose body is not read: some proxies answer HEAD differently. `null` with words when nothing came. */
function fetchHead(url: URL, address: string, timeoutMs: number): Promise<Seen | string> {
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
    request.on('error', (error) => resolve(explain(error)));
    request.end();
  });
}

function explain(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (/CERT|TLS|SSL|ALTNAME|SELF_SIGNED|ISSUER/.test(code)) return `its certificate is not valid (${code})`;
  if (/ABORT|TIMEOUT|TIMEDOUT/i.test(code)) return 'it did not answer in time';
  return `the connection failed (${code})`;
}

function compare(seen: Seen | string, expected: { mimeType: string; sizeBytes: number }, host: string): Reach {
  if (typeof seen === 'string') return unreachable(`Media cannot be fetched from ${host}: ${seen}.`);
  if (seen.status >= 300 && seen.status < 400) {
    return unreachable(
      `${host} redirects media elsewhere, which Instagram often does not follow. Set PUBLIC_URL to the final address.`,
    );
  }
  if (seen.status !== 200)
    return unreachable(
      `${host} answers ${seen.status} instead of the media file. Check the proxy in front of Punctual.`,
    );
  if (seen.type !== expected.mimeType || seen.length !== String(expected.sizeBytes)) {
    return unreachable(
      `${host} answers with something else than the media file (${seen.type || 'no type'}). Check the proxy in front of Punctual.`,
    );
  }
  return { kind: 'reachable' };
}
