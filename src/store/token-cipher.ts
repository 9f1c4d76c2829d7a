import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keys by id; the current one encrypts, all of them decrypt. Each is 32 bytes. */
export interface KeyRing {
  currentId: string;
  keys: ReadonlyMap<string, Buffer>;
}

/** Says whose secret it is, so that a ciphertext moved to another row opens nothing. */
export interface SecretContext {
  userId: string;
  channel: string;
  kind: 'access' | 'refresh';
}

/** AES-256-GCM: `v1.<key id>.<iv>.<tag>.<ciphertext>`, the last three base64url. */
export function encryptToken(ring: KeyRing, context: SecretContext, plaintext: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(ring, ring.currentId), iv);
  cipher.setAAD(additionalData(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return [
    'v1',
    ring.currentId,
    iv.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
    ciphertext.toString('base64url'),
  ].join('.');
}

/**
 * The plaintext, or `null` when no key of the ring opens it: a lost key must not stop the server, it makes the
 * account need a relink.
 */
export function decryptToken(ring: KeyRing, context: SecretContext, stored: string): string | null {
  const [version, keyId, iv, tag, ciphertext] = stored.split('.');
  if (version !== 'v1' || keyId === undefined || iv === undefined || tag === undefined || ciphertext === undefined)
    return null;
  const key = ring.keys.get(keyId);
  if (key === undefined) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
    decipher.setAAD(additionalData(context));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64url')), decipher.final()]).toString('utf8');
  } catch {
    // Wrong key under the right name, or a changed row: to the account both mean the same.
    return null;
  }
}

/** The id of the key a stored secret was written with. */
export function keyIdOf(stored: string): string | null {
  return stored.split('.')[1] ?? null;
}

function keyOf(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (key === undefined) throw new Error(`The key ring has no key "${id}".`);
  return key;
}

function additionalData(context: SecretContext): Buffer {
  return Buffer.from(`${context.userId}:${context.channel}:${context.kind}`, 'utf8');
}
