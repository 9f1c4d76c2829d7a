import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig, SANDBOX_CREDENTIALS, type Config } from './config.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const manual = read('../../docs/operating.md');
const example = read('../../.env.example');

/** The names on the left of the schema, as they stand in the source: the schema itself is nobody else's business. */
const schemaText = /const Environment = z\.object\(\{\n([\s\S]*?)\n\}\);/.exec(read('./config.ts'))?.[1] ?? '';
const names = [...schemaText.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1] ?? '');

describe('the documents', () => {
  test('the schema was found', () => {
    expect(names.length).toBeGreaterThan(40);
    expect(names).toEqual(expect.arrayContaining(['NODE_ENV', 'PORT', 'WORKER_CONCURRENCY']));
  });

  test.each(names)('docs/operating.md describes %s', (name) => {
    const row = manual.split('\n').find((line) => line.startsWith('|') && line.split('|')[1]?.includes(`\`${name}\``));
    expect(row, `a row of a table of settings that begins with \`${name}\``).toBeDefined();
  });

  test('they name no setting that does not exist', () => {
    const sandboxOnly = ['SANDBOX_HOST', 'SANDBOX_PUBLIC_URL', 'SANDBOX_APP_URL'];
    const settings = manual.slice(manual.indexOf('## Settings'), manual.indexOf('## The data folder'));
    const described = settings
      .split('\n')
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map((match) => match[1]));
    const offered = [...example.matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(described.length).toBeGreaterThan(40);
    expect([...names, ...sandboxOnly]).toEqual(expect.arrayContaining(described));
    expect(new Set(offered)).toEqual(new Set(names));
  });

  test('what .env.example offers is what holds without it', () => {
    const offered = [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=(.*)$/gm)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]);
    expect(config(Object.fromEntries(offered))).toEqual(config({}));
  });
});

describe('defaults', () => {
  test('with no settings at all: the embedded database, the sandbox, this machine only', () => {
    expect(config({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDirectory: '.punctual',
      databaseUrl: null,
      publicUrl: null,
      mediaStore: { kind: 'disk' },
      sandbox: true,
      ai: null,
      publishNowEnabled: false,
      signUpOpen: false,
      channelPublishEnabled: { ig: true, tiktok: true },
      workerConcurrency: 8,
    });
    expect(config({}).instagram).toMatchObject({
      appId: SANDBOX_CREDENTIALS.instagramAppId,
      baseUrls: { graph: 'http://localhost:3001', rupload: 'http://localhost:3001' },
    });
  });

  test('an empty value counts as none', () => {
    expect(config({ PORT: '', DATABASE_URL: '', PUBLIC_URL: '' })).toEqual(config({}));
  });

  test('variables of others are none of our business', () => {
    expect(config({ PATH: '/bin', AWS_PROFILE: 'x', npm_config_foo: 'y' })).toEqual(config({}));
  });
});

describe('the sandbox', () => {
  const instagram = { INSTAGRAM_APP_ID: '1', INSTAGRAM_APP_SECRET: 's' };
  const tiktok = { TIKTOK_CLIENT_KEY: 'k', TIKTOK_CLIENT_SECRET: 's' };
  test.each([
    ['no credentials', {}, true],
    ['Instagram credentials', instagram, false],
    ['TikTok credentials', tiktok, false],
    ['production', { NODE_ENV: 'production' }, false],
    ['production, but wished for', { NODE_ENV: 'production', SANDBOX: 'on' }, true],
    ['switched off', { SANDBOX: 'off' }, false],
    ['credentials, but wished for', { ...instagram, SANDBOX: 'on' }, true],
  ])('%s: %o → %s', (_name, environment, expected) => {
    expect(config(environment).sandbox).toBe(expected);
  });

  test('real credentials lead to the real hosts, and only to the channel they belong to', () => {
    const real = config(instagram);
    expect(real.instagram?.baseUrls.graph).toBe('https://graph.instagram.com');
    expect(real.tiktok).toBeNull();
  });

  test('without sandbox and credentials there is no channel', () => {
    expect(config({ SANDBOX: 'off' })).toMatchObject({ instagram: null, tiktok: null });
  });
});

describe('values', () => {
  test.each([
    ['true', { ig: true, tiktok: true }],
    ['off', { ig: false, tiktok: false }],
    ['ig', { ig: true, tiktok: false }],
    ['tiktok', { ig: false, tiktok: true }],
    ['tiktok,ig', { ig: true, tiktok: true }],
  ])('CHANNEL_PUBLISH_ENABLED=%s', (value, expected) => {
    expect(config({ CHANNEL_PUBLISH_ENABLED: value }).channelPublishEnabled).toEqual(expected);
  });

  test('a slash at the end of an address is dropped', () => {
    expect(config({ PUBLIC_URL: 'https://punctual.example/' }).publicUrl).toBe('https://punctual.example');
  });

  test('signed callbacks are checked with every secret, the own one first', () => {
    const { instagram } = config({
      INSTAGRAM_APP_ID: '1',
      INSTAGRAM_APP_SECRET: 'own',
      INSTAGRAM_CALLBACK_SECRETS: 'old, parent',
    });
    expect(instagram?.callbackSecrets).toEqual(['own', 'old', 'parent']);
  });
});

describe('bad values name the variable and the remedy', () => {
  test.each([
    [{ PORT: 'abc' }, 'PORT', 'port number'],
    [{ PORT: '99999' }, 'PORT', ''],
    [{ SANDBOX_PORT: '-1' }, 'SANDBOX_PORT', ''],
    [{ PORT: '4000', SANDBOX_PORT: '4000' }, 'SANDBOX_PORT', 'another one'],
    [{ PUBLIC_URL: 'punctual.example' }, 'PUBLIC_URL', 'https://'],
    [{ PUBLIC_URL: 'ftp://punctual.example' }, 'PUBLIC_URL', 'https://'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL', 'postgres://'],
    [{ SESSION_SECRET: 'short' }, 'SESSION_SECRET', '32 characters'],
    [{ MEDIA_STORE: 'tape' }, 'MEDIA_STORE', 's3://bucket/prefix'],
    [{ MEDIA_STORE: 's3://b/p' }, 'MEDIA_STORE', 'AWS_SECRET_ACCESS_KEY'],
    [{ SANDBOX: 'yes' }, 'SANDBOX', 'auto'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL', 'info'],
    [{ WORKER_CONCURRENCY: '0' }, 'WORKER_CONCURRENCY', 'number'],
    [{ PUBLISH_NOW_ENABLED: 'maybe' }, 'PUBLISH_NOW_ENABLED', 'true or false'],
    [{ CHANNEL_PUBLISH_ENABLED: 'youtube' }, 'CHANNEL_PUBLISH_ENABLED', 'ig,tiktok'],
    [{ SMTP_URL: 'mail.example' }, 'SMTP_URL', 'smtp://'],
    [{ INSTAGRAM_API_VERSION: '26' }, 'INSTAGRAM_API_VERSION', 'v26.0'],
    [{ INSTAGRAM_APP_ID: '1' }, 'INSTAGRAM_APP_SECRET', 'both or neither'],
    [{ TIKTOK_CLIENT_SECRET: 's' }, 'TIKTOK_CLIENT_KEY', 'both or neither'],
    [{ AI_PROVIDER: 'oracle' }, 'AI_PROVIDER', 'openai-compatible'],
    [{ AI_PROVIDER: 'openai-compatible' }, 'AI_BASE_URL', 'needed'],
    [{ INSTAGRAM_APP_SECRT: 's' }, 'INSTAGRAM_APP_SECRT', 'docs/operating.md'],
    [{ PUNCTUAL_DIR: 'x' }, 'PUNCTUAL_DIR', 'docs/operating.md'],
  ])('%o', (environment, name, remedy) => {
    const problems = problemsOf(environment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).toContain(remedy);
  });

  test('all of them at once', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'x', TIKTOK_KEY: 'x' })).toHaveLength(3);
  });

  test('no secret is repeated', () => {
    const said = problemsOf({ SESSION_SECRET: 'hush', DATABASE_URL: 'u:hush@host', SMTP_URL: 'u:hush@host' }).join();
    expect(said).not.toContain('hush');
  });
});

function config(environment: Record<string, string>): Config {
  const result = readConfig(environment);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
}

function problemsOf(environment: Record<string, string>): string[] {
  const result = readConfig(environment);
  return result.ok ? [] : result.problems;
}
