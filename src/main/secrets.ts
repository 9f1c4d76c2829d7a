import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, linkSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyRing } from '../store/token-cipher.ts';

/**
 * The session secret: the given one, or one made once and kept in the data folder, readable by us alone. Two
 * processes that start at once end up with the same.
 */
export function sessionSecret(given: string | null, dataDirectory: string): string {
  return given ?? keepOnce(dataDirectory, 'session-secret', () => randomBytes(48).toString('base64url'));
}

/**
 * The key ring for tokens: `id:base64,id:base64`, each 32 bytes, the first one encrypts. Made once and kept when
 * none is given. Throws an error that names the remedy when it cannot be read.
 */
export function encryptionKeys(given: string | null, dataDirectory: string): KeyRing {
  const text = given ?? keepOnce(dataDirectory, 'encryption-keys', () => `k1:${randomBytes(32).toString('base64')}`);
  const keys = new Map<string, Buffer>();
  for (const part of text.split(',')) {
    const [id, encoded] = part.trim().split(':');
    const key = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || !/^[A-Za-z0-9_-]{1,32}$/.test(id) || key.length !== 32) {
      throw new Error(
        'ENCRYPTION_KEYS must be a list of id:key, each key 32 bytes in base64 (openssl rand -base64 32).',
      );
    }
    // The later one would hide the earlier, and every token written with that would be lost.
    if (keys.has(id)) throw new Error(`ENCRYPTION_KEYS names the key "${id}" twice. Give each key an id of its own.`);
    keys.set(id, key);
  }
  const currentId = [...keys.keys()][0];
  if (currentId === undefined) throw new Error('ENCRYPTION_KEYS names no key.');
  return { currentId, keys };
}

/** Reads a small secret of the data folder, making it first where there is none. Linking makes it appear whole, once. */
function keepOnce(dataDirectory: string, name: string, make: () => string): string {
  const folder = join(dataDirectory, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const existing = readIfThere(path);
  if (existing !== null) return existing;
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, make());
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
  } catch (error) {
    // Somebody else was first; theirs counts.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(path, 'utf8');
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
