import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { decryptToken, encryptToken, type KeyRing } from '../store/token-cipher.ts';
import { encryptionKeys } from './secrets.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const newKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const [OLD, NEW, LOST] = [newKey('old'), newKey('new'), newKey('lost')];

let store: TestDatabase;
let folder: string;
beforeAll(async () => {
  store = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'punctual-rotate-'));
});
afterAll(async () => {
  await store.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => store.pool.query('DELETE FROM users'));

/** The command as docs/operating.md has it. */
function rotate(settings: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'src/main/rotate-keys.ts'], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'] ?? '',
        PUNCTUAL_DATA: folder,
        DATABASE_URL: store.url,
        LOG_LEVEL: 'silent',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

/** A user whose TikTok account has both tokens under the first key of a ring; answers the user. */
async function linked(email: string, keys: string): Promise<string> {
  const { rows } = await store.pool.query<{ id: string }>(
    `INSERT INTO users (name, email, created_at, updated_at) VALUES ('Lucía', $1, now(), now()) RETURNING id`,
    [email],
  );
  const userId = rows[0]?.id ?? '';
  const seal = (kind: 'access' | 'refresh') =>
    encryptToken(ringOf(keys), { userId, channel: 'tiktok', kind }, `${kind} of ${email}`);
  await store.pool.query(
    `INSERT INTO channel_accounts (user_id, channel, external_account_id, username, display_name, timezone, access_token_encrypted,
       refresh_token_encrypted, obtained_at, status, scopes, standing, created_at, updated_at)
     VALUES ($1, 'tiktok', $2, 'lucia', 'Lucía', 'UTC', $3, $4, now(), 'ok', '{}', 'live', now(), now())`,
    [userId, email, seal('access'), seal('refresh')],
  );
  return userId;
}

const ringOf = (keys: string): KeyRing => encryptionKeys(keys, folder);

/** The tokens of a user as a ring opens them. */
async function opened(userId: string, keys: string): Promise<(string | null)[]> {
  const { rows } = await store.pool.query<{ access: string; refresh: string }>(
    'SELECT access_token_encrypted AS access, refresh_token_encrypted AS refresh FROM channel_accounts WHERE user_id = $1',
    [userId],
  );
  return rows.flatMap((row) =>
    (['access', 'refresh'] as const).map((kind) =>
      decryptToken(ringOf(keys), { userId, channel: 'tiktok', kind }, row[kind]),
    ),
  );
}

test('rotate-keys writes every token anew under the first key, so that the old one can go, and may be run again', async () => {
  const [lucia, marta] = [await linked('l@example.com', OLD), await linked('m@example.com', `${OLD},${NEW}`)];
  const first = await rotate({ ENCRYPTION_KEYS: `${NEW},${OLD}` });
  expect(first).toEqual({
    code: 0,
    out: 'The tokens of 2 accounts were written anew under the key "new"; 0 stood there already.\n',
    err: '',
  });
  expect(await opened(lucia, NEW)).toEqual(['access of l@example.com', 'refresh of l@example.com']);
  expect(await opened(marta, NEW)).toEqual(['access of m@example.com', 'refresh of m@example.com']);
  expect((await rotate({ ENCRYPTION_KEYS: NEW })).out).toContain(
    '0 accounts were written anew under the key "new"; 2 stood',
  );
});

test('rotate-keys leaves tokens that no key opens as they are, names their accounts and ends with 1', async () => {
  const [lucia, marta] = [await linked('l@example.com', OLD), await linked('m@example.com', LOST)];
  const { code, out, err } = await rotate({ ENCRYPTION_KEYS: `${NEW},${OLD}` });
  expect([code, out]).toEqual([
    1,
    'The tokens of 1 account were written anew under the key "new"; 0 stood there already.\n',
  ]);
  const { rows } = await store.pool.query<{ id: string }>('SELECT id FROM channel_accounts WHERE user_id = $1', [
    marta,
  ]);
  expect(err).toContain(`No key opens the tokens of 1 account;`);
  expect(err).toContain(rows[0]?.id);
  expect(await opened(lucia, NEW)).toEqual(['access of l@example.com', 'refresh of l@example.com']);
  expect(await opened(marta, LOST)).toEqual(['access of m@example.com', 'refresh of m@example.com']);
});

test('rotate-keys says what is wrong with the ring, and touches nothing', async () => {
  const lucia = await linked('l@example.com', OLD);
  const { code, out, err } = await rotate({ ENCRYPTION_KEYS: `${OLD},${newKey('old')}` });
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('ENCRYPTION_KEYS names the key "old" twice. Give each key an id of its own.');
  expect(err).not.toContain('    at ');
  expect(await opened(lucia, OLD)).toEqual(['access of l@example.com', 'refresh of l@example.com']);
});
