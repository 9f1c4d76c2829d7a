import { bareHost, isLoopbackHost, isPublicAddress, isPublicName } from './public-address.ts';
import { isIP } from 'node:net';
import type { ReachProblem, ReachProblemCode } from '../domain/reach-problem.ts';

export type Reach =
  | { kind: 'reachable' }
  | { kind: 'unreachable'; problem: ReachProblem }
  /** Not from here; from outside it may be otherwise. */
  | { kind: 'unknown'; problem: ReachProblem };

/**
 * Whether a platform could fetch media from this address, as far as the address alone tells (spec.md 8, "Reach test").
 * Where the platform itself runs on this machine (the sandbox), this machine's own address is as good as a public one.
 */
export function judgeAddress(
  publicUrl: string,
  circumstances: { platformIsLocal: boolean },
): Exclude<Reach, { kind: 'unknown' }> {
  if (!URL.canParse(publicUrl)) return unreachable('not_an_address', { found: publicUrl });
  const url = new URL(publicUrl);
  if (circumstances.platformIsLocal && isLoopbackHost(url.hostname) && /^https?:$/.test(url.protocol)) {
    return { kind: 'reachable' };
  }
  const host = bareHost(url.hostname);
  const isPublic = isIP(host) === 0 ? isPublicName(host) : isPublicAddress(host);
  if (!isPublic) return unreachable('private_address', { host });
  if (url.protocol !== 'https:') return unreachable('not_https');
  return { kind: 'reachable' };
}

/** Whether the configured platform hosts are on this machine, that is, the sandbox. */
export function isLocalPlatform(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && isLoopbackHost(new URL(baseUrl).hostname);
}

export function unreachable(
  code: ReachProblemCode,
  params: Record<string, string> = {},
): { kind: 'unreachable'; problem: ReachProblem } {
  return { kind: 'unreachable', problem: { code, params } };
}
