import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';
import { sayReachProblem } from '../domain/reach-problem.ts';
import { isLocalPlatform, judgeAddress, type Reach } from './reach.ts';
import { testReach } from './reach-test.ts';

/** The outcome, and what a creator is told. */
function words(reach: Reach): string {
  return reach.kind === 'reachable' ? reach.kind : `${reach.kind}: ${sayReachProblem(reach.problem, 'en')}`;
}

const kindOf = (url: string, platformIsLocal = false) => judgeAddress(url, { platformIsLocal }).kind;

describe('judging an address', () => {
  it('takes public https hosts', () => {
    for (const url of [
      'https://punctual.example.com',
      'https://a.b.co:8443/x',
      'https://8.8.8.8',
      'https://[2606:4700::1111]',
    ]) {
      expect([url, kindOf(url)]).toEqual([url, 'reachable']);
    }
  });

  it('refuses what lies inside a network, however it is written, and what is not https', () => {
    const hosts = [
      'localhost',
      'localhost.',
      'app.localhost',
      'punctual',
      'nas.local',
      'a.internal',
      'box.lan',
      'router.home.arpa',
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '017700000001',
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '169.254.169.254',
      '172.20.0.1',
      '192.168.1.10',
      '198.18.0.1',
      '224.0.0.1',
      '[::]',
      '[::1]',
      '[fe80::1]',
      '[fd00::1]',
      '[::ffff:10.0.0.1]',
      '[::ffff:127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[2001:db8::1]',
    ];
    for (const host of hosts) expect([host, kindOf(`https://${host}`)]).toEqual([host, 'unreachable']);
    for (const url of ['http://punctual.example.com', 'ftp://a.com', 'nonsense', ''])
      expect(kindOf(url)).toBe('unreachable');
  });

  it('takes this machine only when the platform is on it too', () => {
    for (const url of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
      expect(kindOf(url, true)).toBe('reachable');
      expect(kindOf(url, false)).toBe('unreachable');
    }
    expect(kindOf('http://192.168.1.10:3000', true)).toBe('unreachable');
    expect(kindOf('http://127.evil.com', true)).toBe('unreachable');
    expect(isLocalPlatform('http://127.0.0.1:3001')).toBe(true);
    expect(isLocalPlatform('https://graph.instagram.com')).toBe(false);
  });

  it('knows mapped addresses for what they are', () => {
    expect(isPublicAddress('::ffff:8.8.8.8')).toBe(true);
    expect(isPublicAddress('::ffff:a00:1')).toBe(false);
    expect(isPublicAddress('not an address')).toBe(false);
  });
});

describe('fetching one of our own files', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function serve(status: number, headers: Record<string, string>): Promise<string> {
    const server = createServer((_request, response) => response.writeHead(status, headers).end());
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const expected = { mimeType: 'image/jpeg', sizeBytes: 0 };
  const test = (publicUrl: string, tools = {}) =>
    testReach({ publicUrl, mediaPath: '/m/x.y', expected, platformIsLocal: true }, tools);

  it('is content with the true type and length', async () => {
    const url = await serve(200, { 'Content-Type': 'image/jpeg', 'Content-Length': '0' });
    expect(await test(url)).toEqual({ kind: 'reachable' });
  });

  it('says what came instead', async () => {
    const answers: [number, Record<string, string>, RegExp][] = [
      [200, { 'Content-Type': 'text/html', 'Content-Length': '0' }, /something else.*text\/html/],
      [302, { Location: 'https://elsewhere.example' }, /redirects/],
      [403, {}, /answers 403/],
    ];
    for (const [status, headers, wanted] of answers) {
      const reach = await test(await serve(status, headers));
      expect(words(reach)).toMatch(wanted);
    }
    const closed = await serve(200, {});
    servers.splice(0).forEach((server) => server.close());
    const reach = await test(closed);
    expect(words(reach)).toMatch(/^unknown: From this machine 127.0.0.1.* could not be reached/);
  });

  it('is not led into the local network by a name', async () => {
    for (const addresses of [['10.0.0.5'], ['8.8.8.8', '127.0.0.1'], ['fd00::1']]) {
      const reach = await test('https://punctual.example.com', { lookup: async () => addresses });
      expect(words(reach)).toMatch(/inside your own network/);
    }
    const mute = await test('https://punctual.example.com', { lookup: async () => null });
    expect(words(mute)).toMatch(/^unknown:.*no name server/);
    const unknown = await test('https://punctual.example.com', { lookup: async () => [] });
    expect(words(unknown)).toMatch(/does not exist/);
  });
});
