import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decryptToken, encryptToken } from '../store/token-cipher.ts';
import { encryptionKeys, sessionSecret } from './secrets.ts';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const whose = { userId: 'u', channel: 'ig', kind: 'access' } as const;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'punctual-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('secrets nobody gave', () => {
  test('are made once and kept, readable by us alone', () => {
    const secret = sessionSecret(null, folder);
    const ring = encryptionKeys(null, folder);
    expect(secret.length).toBeGreaterThanOrEqual(64);
    expect(sessionSecret(null, folder)).toBe(secret);
    expect(encryptionKeys(null, folder)).toEqual(ring);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(join(folder, 'keys'))) {
      expect(statSync(join(folder, 'keys', name)).mode & 0o777, name).toBe(0o600);
    }
    expect(readdirSync(join(folder, 'keys')).toSorted()).toEqual(['encryption-keys', 'session-secret']);
  });

  test('differ from installation to installation', () => {
    const other = mkdtempSync(join(tmpdir(), 'punctual-secrets-'));
    try {
      expect(sessionSecret(null, other)).not.toBe(sessionSecret(null, folder));
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test('are the same for all who start at once', async () => {
    const source = new URL('./secrets.ts', import.meta.url).href;
    const script = `
      const { parentPort, workerData } = require('node:worker_threads');
      import(workerData.source).then((m) => parentPort.postMessage(m.sessionSecret(null, workerData.folder)));`;
    const secrets = await Promise.all(
      Array.from(
        { length: 4 },
        () =>
          new Promise((resolve, reject) => {
            const thread = new Worker(script, { eval: true, workerData: { source, folder } });
            thread.once('message', resolve);
            thread.once('error', reject);
          }),
      ),
    );
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toBe(readFileSync(join(folder, 'keys', 'session-secret'), 'utf8'));
  });
});

describe('given secrets', () => {
  test('are taken as they are, and nothing is written', () => {
    expect(sessionSecret('x'.repeat(32), folder)).toBe('x'.repeat(32));
    expect(encryptionKeys(`a:${key(1)}`, folder).currentId).toBe('a');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the first key encrypts, every key opens', () => {
    const before = encryptionKeys(`old:${key(1)}`, folder);
    const after = encryptionKeys(`new:${key(2)}, old:${key(1)}`, folder);
    const stored = encryptToken(before, whose, 'IGAA-token');
    expect(decryptToken(after, whose, stored)).toBe('IGAA-token');
    expect(encryptToken(after, whose, 'x')).toMatch(/^v1\.new\./);
    expect(decryptToken(encryptionKeys(`new:${key(2)}`, folder), whose, stored)).toBeNull();
  });

  test.each(['', 'foo', 'a:c2hvcnQ=', `:${key(1)}`, `a b:${key(1)}`, `a:${key(1)},b`])(
    'a ring that cannot be read names the variable and how to make a key, and repeats no key: %s',
    (text) => {
      expect(() => encryptionKeys(text, folder)).toThrow(/ENCRYPTION_KEYS .*openssl rand -base64 32/);
      expect(() => encryptionKeys(text, folder)).not.toThrow(new RegExp(key(1).slice(0, 20)));
    },
  );
});
