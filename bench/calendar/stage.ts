import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { readConfig } from '../../src/main/config.ts';
import { startEmbeddedPostgres } from '../../src/main/embedded-postgres/supervisor.ts';
import { layFoundation, type Foundation } from '../../src/main/foundation.ts';
import { freePort } from '../../test/support/punctual.ts';
import { startServerProcess } from '../../test/support/server-process.ts';

export const ZONE = 'Europe/Madrid';

export interface BenchStage {
  url: string;
  cookie: string;
  foundation: Foundation;
  /** An uploaded photo's id. */
  photo: string;
  close(): Promise<void>;
}

/** A real Punctual with a database of its own, an owner signed in, an Instagram account on paper and one photo. */
export async function setBenchStage(): Promise<BenchStage> {
  const folder = await mkdtemp(join(tmpdir(), 'punctual-bench-'));
  const log = { info: () => undefined, warn: () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDirectory: join(folder, 'postgres'), throwaway: true, log });
  const port = await freePort();
  const settings = {
    PORT: String(port),
    // Nobody is asked anything, but without an app every entry would say that there is none.
    SANDBOX: 'on',
    PUNCTUAL_DATA: folder,
    DATABASE_URL: postgres.url,
    LOG_LEVEL: 'silent',
  };
  const config = readConfig(settings);
  if (!config.ok) throw new Error(config.problems.join('\n'));
  const foundation = await layFoundation(config.config, { migrate: true });
  // In a process of its own, as it always is: what drives the browser has memory to tidy up as well.
  const web = await startServerProcess(settings, 'web');
  const url = `http://localhost:${port}`;
  const cookie = await signUp(url);
  await sql`
    INSERT INTO channel_accounts (user_id, channel, external_account_id, username, display_name, timezone, obtained_at, expires_at,
      status, scopes, standing, created_at, updated_at)
    SELECT id, 'ig', 'bench', 'bench', 'Bench', ${ZONE}, now(), now() + interval '50 days', 'ok',
      ARRAY['instagram_business_basic', 'instagram_business_content_publish'], 'live', now(), now() FROM users`.execute(
    foundation.database,
  );
  return {
    url,
    cookie,
    foundation,
    photo: await uploadPhoto(url, cookie),
    close: async () => {
      await web.stop();
      await foundation.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function signUp(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Bench', email: 'bench@example.com', password: 'correct horse battery' }),
  });
  if (!response.ok) throw new Error(`Signing up answered ${response.status}.`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
}

async function uploadPhoto(url: string, cookie: string): Promise<string> {
  const background = { r: 180, g: 120, b: 90 };
  const bytes = await sharp({ create: { width: 1080, height: 1350, channels: 3, background } })
    .jpeg()
    .toBuffer();
  const common = { cookie, origin: url, 'tus-resumable': '1.0.0' };
  const metadata = `filename ${base64('bench.jpg')},filetype ${base64('image/jpeg')}`;
  const created = await fetch(`${url}/v1/uploads`, {
    method: 'POST',
    headers: { ...common, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
  });
  const sent = await fetch(new URL(created.headers.get('location') ?? '', url), {
    method: 'PATCH',
    headers: { ...common, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(bytes),
  });
  const id = sent.headers.get('asset-id');
  if (id === null) throw new Error(`The upload answered ${sent.status}.`);
  return id;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
