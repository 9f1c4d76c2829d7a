import { BlockList, isIP } from 'node:net';

/**
 * What the platforms' servers can reach is the public internet; these ranges are not in it (IANA special-purpose
 * registries).
 */
const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');
}

/** Endings that no public name server answers for (RFC 2606, 6761, 6762, 8375 and what home routers use). */
const LOCAL_ENDINGS = [
  'localhost',
  'local',
  'internal',
  'lan',
  'home',
  'home.arpa',
  'corp',
  'intranet',
  'private',
  'test',
  'example',
  'invalid',
  'onion',
];

/** True for an IP literal that anybody on the internet could reach. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const mapped = /^::ffff:(.+)$/i.exec(address)?.[1];
  if (mapped !== undefined) {
    const plain = isIP(mapped) === 4 ? mapped : fromHexPair(mapped);
    return plain !== null && isPublicAddress(plain);
  }
  return !NOT_PUBLIC.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

export function isLoopbackHost(host: string): boolean {
  const bare = bareHost(host);
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare === '::1' ||
    (isIP(bare) === 4 && bare.startsWith('127.'))
  );
}

/** True for a name that public name servers could know: has a dot, and no local ending. */
export function isPublicName(host: string): boolean {
  const bare = bareHost(host);
  return bare.includes('.') && !LOCAL_ENDINGS.some((ending) => bare === ending || bare.endsWith(`.${ending}`));
}

/** Without IPv6 brackets and the root's dot, in lower case. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** `7f00:1`, as URL writes the end of ::ffff:127.0.0.1. */
function fromHexPair(text: string): string | null {
  const [high, low] = text.split(':').map((part) => Number.parseInt(part, 16));
  if (high === undefined || low === undefined || Number.isNaN(high + low)) return null;
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
