import { bareHost, isLoopbackHost, isPublicAddress, isPublicName } from './public-address.ts';
import { isIP } from 'node:net';

export type Reach =
  | { kind: 'reachable' }
  /** `reason` is a whole sentence for the creator, with the remedy. */
  | { kind: 'unreachable'; reason: string };

/**
 * Whether a platform could fetch media from this address, as far as the address alone tells (spec.md 8, "Reach test").
 * Where the platform itself runs on this machine (the sandbox), this machine's own address is as good as a public one.
 */
export function judgeAddress(publicUrl: string, circumstances: { platformIsLocal: boolean }): Reach {
  if (!URL.canParse(publicUrl)) return unreachable(`PUBLIC_URL is not a web address: "${publicUrl}".`);
  const url = new URL(publicUrl);
  if (circumstances.platformIsLocal && isLoopbackHost(url.hostname) && /^https?:$/.test(url.protocol)) {
    return { kind: 'reachable' };
  }
  const host = bareHost(url.hostname);
  const isPublic = isIP(host) === 0 ? isPublicName(host) : isPublicAddress(host);
  if (!isPublic) {
    return unreachable(
      `The platforms cannot reach ${host}: it is an address inside your own network. Set PUBLIC_URL to a public https address.`,
    );
  }
  if (url.protocol !== 'https:') {
    return unreachable('The platforms fetch media only over https. Set PUBLIC_URL to an https address.');
  }
  return { kind: 'reachable' };
}

/** Whether the configured platform hosts are on this machine, that is, the sandbox. */
export function isLocalPlatform(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && isLoopbackHost(new URL(baseUrl).hostname);
}

export function unreachable(reason: string): Reach {
  return { kind: 'unreachable', reason };
}
