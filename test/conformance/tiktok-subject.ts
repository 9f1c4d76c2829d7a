import { createTiktokAdapter, DEFAULT_TIKTOK_SETTINGS, type TiktokSettings } from '../../src/channels/tiktok/index.ts';
import { TiktokPayload } from '../../src/contract/payload.ts';
import { DEFAULT_CREDENTIALS } from '../../sandbox/server.ts';
import type { ConformanceSubject, Sample } from './subject.ts';

const VIDEO = { kind: 'video', width: 720, height: 1280, seconds: 3 } as const;
const PHOTO = { kind: 'image', width: 1080, height: 1350 } as const;

function choices(payload: Partial<TiktokPayload>): Sample['choices'] {
  return { channel: 'tiktok', payload: TiktokPayload.parse({ musicConfirmed: true, ...payload }) };
}

/**
 * TikTok fetches and processes by itself while time passes. The sandbox does so once a second of real time, which a
 * clock moved by hand does not give it: so it gets its turn before each call.
 */
function afterItsOwnWork(sandboxUrl: string, fetchOf: typeof fetch): typeof fetch {
  return async (input, init) => {
    await fetchOf(`${sandboxUrl}/_sandbox/clock`, { method: 'POST', body: '{}' });
    return fetchOf(input, init);
  };
}

function adapterWith(settings: Partial<TiktokSettings>): ConformanceSubject['createAdapter'] {
  return (sandboxUrl, tools) =>
    createTiktokAdapter(
      {
        ...DEFAULT_TIKTOK_SETTINGS,
        clientKey: DEFAULT_CREDENTIALS.tiktokClientKey,
        clientSecret: DEFAULT_CREDENTIALS.tiktokClientSecret,
        baseUrls: { authorize: sandboxUrl, api: sandboxUrl },
        // The sandbox names itself by host name, wherever it is reached by number.
        allowedUploadHosts: [sandboxUrl, sandboxUrl.replace('127.0.0.1', 'localhost')],
        ...settings,
      },
      { ...tools, fetch: afterItsOwnWork(sandboxUrl, tools.fetch) },
    );
}

const PUBLIC_VIDEO: Sample = {
  name: 'a public video',
  kind: 'video',
  media: [VIDEO],
  coverTimeMs: 1200,
  caption: 'Throwing a bowl 🏺 #ceramics @clay',
  choices: choices({
    privacyLevel: 'PUBLIC_TO_EVERYONE',
    allowComment: true,
    allowStitch: true,
    commercialDisclosure: true,
    brandOrganic: true,
    aiGenerated: true,
  }),
  shows: {
    caption: 'Throwing a bowl 🏺 #ceramics @clay',
    visibility: 'PUBLIC_TO_EVERYONE',
    disableComment: false,
    disableDuet: true,
    disableStitch: false,
    brandOrganic: true,
    brandContent: false,
    isAigc: true,
    coverTimestampMs: 1200,
  },
  crashes: true,
};

const PRIVATE_VIDEO: Sample = {
  name: 'a private video without a caption',
  kind: 'video',
  media: [VIDEO],
  caption: '',
  choices: choices({ privacyLevel: 'SELF_ONLY' }),
  shows: { caption: '', visibility: 'SELF_ONLY', disableComment: true, coverTimestampMs: 0 },
};

const DRAFT: Sample = {
  name: 'a draft of a video',
  kind: 'video',
  media: [VIDEO],
  caption: 'To be finished in the app',
  choices: choices({ mode: 'inbox' }),
  shows: {},
  leavesNoPost: true,
  crashes: true,
};

/** An audited app and a public account: the widest road through TikTok. */
export const tiktokSubject: ConformanceSubject = {
  name: 'the TikTok adapter',
  channel: 'tiktok',
  createAdapter: adapterWith({}),
  account: 'luciaentiktok',
  redirectUri: 'http://127.0.0.1:3000/callback/tiktok',
  sandboxSettings: {
    audited: true,
    requirePkce: 'loopback',
    requireBrandToggles: true,
    verifiedPrefixes: ['http://127.0.0.1:'],
  },
  samples: [
    PUBLIC_VIDEO,
    PRIVATE_VIDEO,
    {
      name: 'photos',
      kind: 'photo',
      media: [PHOTO, { ...PHOTO, height: 1080 }, { ...PHOTO, height: 1920 }],
      caption: 'Three bowls, three glazes #ceramics',
      choices: choices({
        title: 'Glazes',
        privacyLevel: 'PUBLIC_TO_EVERYONE',
        allowComment: true,
        autoAddMusic: true,
        photoCoverIndex: 2,
      }),
      shows: {
        caption: 'Three bowls, three glazes #ceramics',
        title: 'Glazes',
        disableComment: false,
        autoAddMusic: true,
        photoCoverIndex: 2,
      },
      crashes: true,
    },
    DRAFT,
    {
      name: 'a draft of photos',
      kind: 'photo',
      media: [PHOTO],
      caption: 'Also to be finished there',
      choices: choices({ mode: 'inbox', title: 'Later' }),
      shows: {},
      leavesNoPost: true,
    },
  ],
  lostAnswers: [
    { sample: 'a public video', endpoint: 'init' },
    { sample: 'a public video', endpoint: 'upload_last' },
    { sample: 'a private video without a caption', endpoint: 'upload_last' },
    { sample: 'a public video', endpoint: 'creator_info' },
    { sample: 'a public video', endpoint: 'status' },
    { sample: 'photos', endpoint: 'content_init' },
    { sample: 'a draft of a video', endpoint: 'inbox_init' },
    { sample: 'a draft of a video', endpoint: 'upload_last' },
    // A draft cannot be looked up: once its photos were fetched, only the creator's inbox shows it.
    { sample: 'a draft of photos', endpoint: 'content_init', ends: ['published', 'personDecides'] },
  ],
  failures: [
    {
      name: 'an outage at init',
      sample: 'a public video',
      fault: { endpoint: 'init', kind: 'error', code: 'internal_error', times: 1 },
      failureClass: 'transient',
      outcome: 'retry',
      end: 'published',
    },
    {
      name: 'an outage that does not end',
      sample: 'a public video',
      fault: { endpoint: 'init', kind: 'http', status: 503 },
      failureClass: 'transient',
      outcome: 'retry',
      end: 'retriesUsedUp',
    },
    {
      name: 'an upload host that does not come back',
      sample: 'a public video',
      fault: { endpoint: 'upload_last', kind: 'http', status: 502 },
      failureClass: 'unknown',
      outcome: 'unknown',
      end: 'retriesUsedUp',
    },
    {
      name: 'trouble while processing',
      sample: 'a public video',
      fault: { endpoint: 'upload_last', kind: 'fail_reason', code: 'internal', times: 1 },
      failureClass: 'transient',
      outcome: 'retry',
      end: 'published',
    },
    {
      name: 'a pull that fails',
      sample: 'photos',
      fault: { endpoint: 'content_init', kind: 'fail_reason', code: 'photo_pull_failed' },
      failureClass: 'transient',
      outcome: 'retry',
      end: 'needsPerson',
    },
    {
      name: 'too many calls',
      sample: 'photos',
      fault: { endpoint: 'content_init', kind: 'error', code: 'rate_limit_exceeded', times: 1 },
      failureClass: 'rate',
      outcome: 'retry',
      end: 'published',
    },
    {
      name: 'no more posts today',
      sample: 'a public video',
      fault: { endpoint: 'creator_info', kind: 'error', code: 'spam_risk_too_many_posts' },
      failureClass: 'rate',
      outcome: 'needsPerson',
      end: 'needsPerson',
    },
    {
      name: 'a dead token',
      sample: 'a public video',
      fault: { endpoint: 'init', kind: 'error', code: 'access_token_invalid' },
      failureClass: 'token',
      outcome: 'needsPerson',
      end: 'needsPerson',
    },
    {
      name: 'a file TikTok cannot read',
      sample: 'a public video',
      fault: { endpoint: 'upload_last', kind: 'fail_reason', code: 'file_format_check_failed' },
      failureClass: 'media',
      outcome: 'needsPerson',
      end: 'needsPerson',
    },
    {
      name: 'an audience that is not offered',
      sample: 'a public video',
      fault: { endpoint: 'init', kind: 'error', code: 'privacy_level_option_mismatch' },
      failureClass: 'content',
      outcome: 'needsPerson',
      end: 'needsPerson',
    },
    {
      name: 'an unaudited app and a public account',
      sample: 'a public video',
      fault: { endpoint: 'init', kind: 'error', code: 'unaudited_client_can_only_post_to_private_accounts' },
      failureClass: 'permanent',
      outcome: 'needsPerson',
      end: 'needsPerson',
    },
    {
      name: 'a public post that never leaves processing is found on the profile',
      sample: 'a public video',
      fault: { endpoint: 'status', kind: 'stuck_processing' },
      failureClass: 'unknown',
      outcome: 'unknown',
      end: 'published',
    },
    {
      name: 'a private post that never leaves processing',
      sample: 'a private video without a caption',
      fault: { endpoint: 'status', kind: 'stuck_processing' },
      failureClass: 'unknown',
      outcome: 'unknown',
      end: 'personDecides',
    },
    {
      name: 'a publish id that TikTok forgot',
      sample: 'a public video',
      fault: { endpoint: 'status', kind: 'error', code: 'invalid_publish_id' },
      failureClass: 'unknown',
      outcome: 'unknown',
      end: 'published',
    },
    {
      name: 'an error with HTTP 200',
      sample: 'photos',
      fault: { endpoint: 'content_init', kind: 'error', code: 'spam_risk_user_banned_from_posting', status: 200 },
      failureClass: 'permanent',
      outcome: 'needsPerson',
      end: 'needsPerson',
    },
    {
      name: 'a pull whose init breaks',
      sample: 'photos',
      fault: { endpoint: 'content_init', kind: 'error', code: 'internal_error', times: 1 },
      failureClass: 'unknown',
      outcome: 'unknown',
      end: 'published',
    },
    {
      name: 'half an answer to init',
      sample: 'a public video',
      fault: { endpoint: 'init', kind: 'truncated_json' },
      failureClass: 'transient',
      outcome: 'retry',
      end: 'retriesUsedUp',
    },
  ],
  badDays: {
    sample: PUBLIC_VIDEO.name,
    endpoints: ['creator_info', 'init', 'upload_last', 'upload_last', 'status', 'video_list'],
    seeds: 60,
  },
  token: { refreshAfter: { hours: 23 }, revoked: 'revoked', withheldScope: 'video.publish' },
  callbacks: [
    {
      name: 'a withdrawn consent',
      send: { event: 'authorization.removed', reason: 1 },
      kind: 'webhook',
      news: 'revoked',
    },
    ...[
      'post.publish.complete',
      'post.publish.failed',
      'post.publish.inbox_delivered',
      'post.publish.publicly_available',
      'post.publish.no_longer_publicaly_available',
    ].map((event) => ({
      name: event,
      send: { event, publishId: 'v_pub_file~v2-1.7', postId: '7080213458555737986' },
      kind: 'webhook' as const,
      news: 'publish_progress' as const,
    })),
    { name: 'an older event', send: { event: 'video.publish.completed' }, kind: 'webhook', news: null },
  ],
};

/** What most installations are: an app that TikTok has not audited, and a private account. */
export const unauditedTiktok: ConformanceSubject = {
  ...tiktokSubject,
  name: 'the TikTok adapter with an unaudited app',
  account: 'lucia.ceramica',
  sandboxSettings: { ...tiktokSubject.sandboxSettings, audited: false },
  samples: [PRIVATE_VIDEO, DRAFT],
  lostAnswers: [{ sample: PRIVATE_VIDEO.name, endpoint: 'upload_last' }],
  failures: [
    {
      name: 'the people an unaudited app may post for are used up',
      sample: PRIVATE_VIDEO.name,
      fault: { endpoint: 'creator_info', kind: 'error', code: 'reached_active_user_cap' },
      failureClass: 'rate',
      outcome: 'needsPerson',
      end: 'needsPerson',
    },
  ],
  token: { ...tiktokSubject.token, withheldScope: 'video.upload' },
  badDays: { sample: PRIVATE_VIDEO.name, endpoints: ['init', 'upload_last', 'upload_last', 'status'], seeds: 20 },
  callbacks: tiktokSubject.callbacks.slice(0, 1),
};

/** Videos fetched by TikTok from our public address, as its guidelines would have it (tiktok.md 5.4). */
export const pullingTiktok: ConformanceSubject = {
  ...tiktokSubject,
  name: 'the TikTok adapter with videos by URL',
  createAdapter: adapterWith({ preferPull: true }),
  samples: [PUBLIC_VIDEO],
  lostAnswers: [{ sample: PUBLIC_VIDEO.name, endpoint: 'init' }],
  failures: [
    {
      name: 'a video that cannot be fetched',
      sample: PUBLIC_VIDEO.name,
      fault: { endpoint: 'init', kind: 'fail_reason', code: 'video_pull_failed', times: 1 },
      failureClass: 'transient',
      outcome: 'retry',
      end: 'published',
    },
  ],
  badDays: {
    sample: PUBLIC_VIDEO.name,
    endpoints: ['creator_info', 'init', 'status', 'status', 'video_list'],
    seeds: 30,
  },
  callbacks: tiktokSubject.callbacks.slice(0, 1),
};
