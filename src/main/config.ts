import { z } from 'zod';
import { MODEL_PROVIDERS, type ModelProvider } from '../suggest/providers/settings.ts';

/** Everything a person can set, parsed once. The only file that reads the environment (spec.md 9). */
export interface Config {
  production: boolean;
  port: number;
  host: string;
  sandboxPort: number;
  /** Where people and platforms reach this server; `null` until somebody says. */
  publicUrl: string | null;
  dataDirectory: string;
  databaseUrl: string | null;
  encryptionKeys: string | null;
  sessionSecret: string | null;
  mediaStore:
    | { kind: 'disk' }
    | {
        kind: 's3';
        address: string;
        region: string;
        endpoint: string | null;
        accessKeyId: string;
        secretAccessKey: string;
        sessionToken: string | null;
      };
  sandbox: boolean;
  instagram: {
    appId: string;
    appSecret: string;
    callbackSecrets: string[];
    apiVersion: string;
    resumableUpload: boolean;
    webhookVerifyToken: string | null;
    standing: 'live' | 'development';
    baseUrls: { authorize: string; api: string; graph: string; rupload: string };
  } | null;
  tiktok: {
    clientKey: string;
    clientSecret: string;
    standing: 'auto' | 'audited' | 'unaudited';
    preferPull: boolean;
    baseUrls: { authorize: string; api: string };
  } | null;
  ai: { provider: ModelProvider; apiKey: string | null; baseUrl: string | null; model: string | null } | null;
  publishNowEnabled: boolean;
  channelPublishEnabled: { ig: boolean; tiktok: boolean };
  signUpOpen: boolean;
  smtpUrl: string | null;
  logLevel: string;
  workerConcurrency: number;
  /** Where a worker on its own shows its metrics; `null`: nowhere. */
  workerMetricsPort: number | null;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

/** What the sandbox accepts and the app uses with it, unless set otherwise. */
export const SANDBOX_CREDENTIALS = {
  instagramAppId: '1234567890',
  instagramAppSecret: 'sandbox-instagram-secret',
  tiktokClientKey: 'sandboxclientkey',
  tiktokClientSecret: 'sandbox-tiktok-secret',
} as const;

const port = z.coerce.number('must be a port number').int().min(0).max(65_535);
const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'], { error: 'must be true or false' })
  .transform((word) => ['true', '1', 'on'].includes(word));
const url = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as https://punctual.example' })
  .transform((text) => text.replace(/\/+$/, ''));
const text = z.string().min(1);

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(3000),
  HOST: text.default('127.0.0.1'),
  SANDBOX_PORT: port.default(3001),
  PUBLIC_URL: url.optional(),
  PUNCTUAL_DATA: text.default('.punctual'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  ENCRYPTION_KEYS: text.optional(),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  MEDIA_STORE: z
    .string()
    .regex(/^(disk|s3:\/\/[^/]+(\/.*)?)$/, 'must be disk or s3://bucket/prefix')
    .default('disk'),
  AWS_REGION: text.default('us-east-1'),
  AWS_ENDPOINT_URL: url.optional(),
  AWS_ACCESS_KEY_ID: text.optional(),
  AWS_SECRET_ACCESS_KEY: text.optional(),
  AWS_SESSION_TOKEN: text.optional(),
  SANDBOX: z.enum(['auto', 'on', 'off']).default('auto'),
  INSTAGRAM_APP_ID: text.optional(),
  INSTAGRAM_APP_SECRET: text.optional(),
  INSTAGRAM_CALLBACK_SECRETS: text.optional(),
  INSTAGRAM_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must look like v26.0')
    .default('v26.0'),
  INSTAGRAM_RESUMABLE_UPLOAD: flag.default(false),
  INSTAGRAM_WEBHOOK_VERIFY_TOKEN: text.optional(),
  INSTAGRAM_APP_STANDING: z.enum(['live', 'development']).default('development'),
  INSTAGRAM_AUTHORIZE_BASE_URL: url.optional(),
  INSTAGRAM_API_BASE_URL: url.optional(),
  INSTAGRAM_GRAPH_BASE_URL: url.optional(),
  INSTAGRAM_RUPLOAD_BASE_URL: url.optional(),
  TIKTOK_CLIENT_KEY: text.optional(),
  TIKTOK_CLIENT_SECRET: text.optional(),
  TIKTOK_APP_STANDING: z.enum(['auto', 'audited', 'unaudited']).default('auto'),
  TIKTOK_PREFER_PULL: flag.default(false),
  TIKTOK_AUTHORIZE_BASE_URL: url.optional(),
  TIKTOK_API_BASE_URL: url.optional(),
  AI_PROVIDER: z.enum(['none', ...MODEL_PROVIDERS]).default('none'),
  AI_API_KEY: text.optional(),
  AI_BASE_URL: url.optional(),
  AI_MODEL: text.optional(),
  PUBLISH_NOW_ENABLED: flag.default(false),
  CHANNEL_PUBLISH_ENABLED: z
    .string()
    .regex(/^(true|false|on|off|1|0|ig|tiktok|ig,tiktok|tiktok,ig)$/, 'must be true, false, ig, tiktok or ig,tiktok')
    .default('true'),
  SIGN_UP_OPEN: flag.default(false),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  WORKER_METRICS_PORT: port.optional(),
  WORKER_CONCURRENCY: z.coerce.number('must be a number').int().min(1).max(256).default(8),
});

/** Families of names that are ours: one that is not known is a typing error rather than somebody else's variable. */
const OUR_PREFIXES = ['PUNCTUAL_', 'INSTAGRAM_', 'TIKTOK_', 'SANDBOX_', 'AI_', 'WORKER_'];
/** Read by others of this repository: the sandbox's own settings. */
const KNOWN_ELSEWHERE = new Set(['SANDBOX_HOST', 'SANDBOX_PUBLIC_URL', 'SANDBOX_APP_URL']);

/** Parses the environment. Every problem is named at once, with the variable and the remedy; empty counts as absent. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const problems = Object.keys(given)
    .filter(
      (name) =>
        OUR_PREFIXES.some((prefix) => name.startsWith(prefix)) &&
        !(name in Environment.shape) &&
        !KNOWN_ELSEWHERE.has(name),
    )
    .map((name) => `${name} is not a setting of Punctual. See docs/operating.md for the list.`);
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((problem) => `${problem.path.join('.')} ${problem.message}`));
    return { ok: false, problems };
  }
  const values = parsed.data;
  problems.push(...pairProblems(values));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: configOf(values) };
}

type Values = z.output<typeof Environment>;

function pairProblems(values: Values): string[] {
  const problems: string[] = [];
  if ((values.INSTAGRAM_APP_ID === undefined) !== (values.INSTAGRAM_APP_SECRET === undefined)) {
    problems.push('INSTAGRAM_APP_ID and INSTAGRAM_APP_SECRET belong together: set both or neither.');
  }
  if ((values.TIKTOK_CLIENT_KEY === undefined) !== (values.TIKTOK_CLIENT_SECRET === undefined)) {
    problems.push('TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET belong together: set both or neither.');
  }
  if (
    values.MEDIA_STORE !== 'disk' &&
    (values.AWS_ACCESS_KEY_ID === undefined || values.AWS_SECRET_ACCESS_KEY === undefined)
  ) {
    problems.push('MEDIA_STORE=s3://… needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
  }
  if (values.AI_PROVIDER === 'openai-compatible' && values.AI_BASE_URL === undefined) {
    problems.push('AI_BASE_URL is needed with AI_PROVIDER=openai-compatible.');
  }
  if (configOf(values).sandbox && values.PORT === values.SANDBOX_PORT) {
    problems.push(`PORT and SANDBOX_PORT are both ${values.PORT}. Set SANDBOX_PORT to another one.`);
  }
  return problems;
}

function configOf(values: Values): Config {
  const production = values.NODE_ENV === 'production';
  const hasCredentials = values.INSTAGRAM_APP_ID !== undefined || values.TIKTOK_CLIENT_KEY !== undefined;
  const sandbox = values.SANDBOX === 'on' || (values.SANDBOX === 'auto' && !hasCredentials && !production);
  const enabled = values.CHANNEL_PUBLISH_ENABLED;
  const all = ['true', 'on', '1'].includes(enabled);
  return {
    production,
    port: values.PORT,
    host: values.HOST,
    sandboxPort: values.SANDBOX_PORT,
    publicUrl: values.PUBLIC_URL ?? null,
    dataDirectory: values.PUNCTUAL_DATA,
    databaseUrl: values.DATABASE_URL ?? null,
    encryptionKeys: values.ENCRYPTION_KEYS ?? null,
    sessionSecret: values.SESSION_SECRET ?? null,
    mediaStore: mediaStoreConfig(values),
    sandbox,
    instagram: instagramConfig(values, sandbox),
    tiktok: tiktokConfig(values, sandbox),
    ai:
      values.AI_PROVIDER === 'none'
        ? null
        : {
            provider: values.AI_PROVIDER,
            apiKey: values.AI_API_KEY ?? null,
            baseUrl: values.AI_BASE_URL ?? null,
            model: values.AI_MODEL ?? null,
          },
    publishNowEnabled: values.PUBLISH_NOW_ENABLED,
    channelPublishEnabled: { ig: all || enabled.includes('ig'), tiktok: all || enabled.includes('tiktok') },
    signUpOpen: values.SIGN_UP_OPEN,
    smtpUrl: values.SMTP_URL ?? null,
    logLevel: values.LOG_LEVEL,
    workerConcurrency: values.WORKER_CONCURRENCY,
    workerMetricsPort: values.WORKER_METRICS_PORT ?? null,
  };
}

function mediaStoreConfig(values: Values): Config['mediaStore'] {
  if (values.MEDIA_STORE === 'disk') return { kind: 'disk' };
  return {
    kind: 's3',
    address: values.MEDIA_STORE,
    region: values.AWS_REGION,
    endpoint: values.AWS_ENDPOINT_URL ?? null,
    accessKeyId: values.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: values.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: values.AWS_SESSION_TOKEN ?? null,
  };
}

function instagramConfig(values: Values, sandbox: boolean): Config['instagram'] {
  const appId = values.INSTAGRAM_APP_ID ?? (sandbox ? SANDBOX_CREDENTIALS.instagramAppId : undefined);
  const appSecret = values.INSTAGRAM_APP_SECRET ?? (sandbox ? SANDBOX_CREDENTIALS.instagramAppSecret : undefined);
  if (appId === undefined || appSecret === undefined) return null;
  const local = sandbox ? sandboxUrl(values) : undefined;
  return {
    appId,
    appSecret,
    callbackSecrets: [
      appSecret,
      ...(values.INSTAGRAM_CALLBACK_SECRETS?.split(',').map((secret) => secret.trim()) ?? []),
    ],
    apiVersion: values.INSTAGRAM_API_VERSION,
    resumableUpload: values.INSTAGRAM_RESUMABLE_UPLOAD,
    webhookVerifyToken: values.INSTAGRAM_WEBHOOK_VERIFY_TOKEN ?? null,
    standing: values.INSTAGRAM_APP_STANDING,
    baseUrls: {
      authorize: values.INSTAGRAM_AUTHORIZE_BASE_URL ?? local ?? 'https://www.instagram.com',
      api: values.INSTAGRAM_API_BASE_URL ?? local ?? 'https://api.instagram.com',
      graph: values.INSTAGRAM_GRAPH_BASE_URL ?? local ?? 'https://graph.instagram.com',
      rupload: values.INSTAGRAM_RUPLOAD_BASE_URL ?? local ?? 'https://rupload.facebook.com',
    },
  };
}

function tiktokConfig(values: Values, sandbox: boolean): Config['tiktok'] {
  const clientKey = values.TIKTOK_CLIENT_KEY ?? (sandbox ? SANDBOX_CREDENTIALS.tiktokClientKey : undefined);
  const clientSecret = values.TIKTOK_CLIENT_SECRET ?? (sandbox ? SANDBOX_CREDENTIALS.tiktokClientSecret : undefined);
  if (clientKey === undefined || clientSecret === undefined) return null;
  const local = sandbox ? sandboxUrl(values) : undefined;
  return {
    clientKey,
    clientSecret,
    standing: values.TIKTOK_APP_STANDING,
    preferPull: values.TIKTOK_PREFER_PULL,
    baseUrls: {
      authorize: values.TIKTOK_AUTHORIZE_BASE_URL ?? local ?? 'https://www.tiktok.com',
      api: values.TIKTOK_API_BASE_URL ?? local ?? 'https://open.tiktokapis.com',
    },
  };
}

function sandboxUrl(values: Values): string {
  return `http://localhost:${values.SANDBOX_PORT}`;
}
