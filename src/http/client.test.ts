import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBuiltClient } from '../../test/support/built-client.ts';
import { registerClient } from './client.ts';
import type { HttpContext } from './context.ts';

const SCRIPT = 'console.log("a bowl");';
let root = '';
let app: FastifyInstance;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'punctual-client-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets/a-1.js'), SCRIPT);
  writeFileSync(join(root, 'assets/a-1.js.br'), brotliCompressSync(SCRIPT));
  app = Fastify();
  await registerClient(app, { settings: { webDirectory: root } } as HttpContext);
});
afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true });
});

const get = (url: string, encodings: string) =>
  app.inject({ url, headers: encodings === '' ? {} : { 'accept-encoding': encodings } });

describe('the client’s files', () => {
  test('go out compressed to whom takes it, as they are to others, and say so to caches', async () => {
    const small = await get('/assets/a-1.js', 'gzip, deflate, br');
    expect(small.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(small.headers['content-type']).toMatch(/javascript/);
    expect(small.headers['cache-control']).toMatch(/immutable/);
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe(SCRIPT);
    for (const encodings of ['', 'gzip']) {
      const plain = await get('/assets/a-1.js', encodings);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect([plain.body, plain.headers['vary']]).toEqual([SCRIPT, 'accept-encoding']);
    }
  });

  test('begin with one page for every address of the client, never kept', async () => {
    for (const address of ['/', '/media', '/posts/new']) {
      const page = await get(address, 'br');
      expect([page.statusCode, page.body, page.headers['cache-control']]).toEqual([200, '<!doctype html>', 'no-cache']);
    }
  });

  test('are compressed by the build, and say the same', async () => {
    const built = await readBuiltClient();
    const large = [...built].filter(([name, bytes]) => /\.(js|css)$/.test(name) && bytes.length > 10_000);
    expect(large.length).toBeGreaterThan(5);
    for (const [name, bytes] of large) {
      const [br, gz] = [built.get(`${name}.br`) ?? Buffer.alloc(0), built.get(`${name}.gz`) ?? Buffer.alloc(0)];
      expect(brotliDecompressSync(br).equals(bytes)).toBe(true);
      expect(gunzipSync(gz).equals(bytes)).toBe(true);
      expect(br.length).toBeLessThan(bytes.length / 2);
    }
  });
});
