import { expect } from 'vitest';
import { createInstagramAdapter } from '../../src/channels/instagram/index.ts';
import { conformance, everyFailureClassIsTried } from './suite.ts';
import type { ConformanceSubject, FailureCase, Sample } from './subject.ts';

const CAPTION = 'First bowls of winter 🏺 with @ana.madrid #ceramics #handmade';
const SQUARE = { kind: 'image', width: 1080, height: 1080 } as const;
const REEL = { kind: 'video', width: 720, height: 1280, seconds: 4 } as const;

const IMAGE: Sample = {
  name: 'an image',
  kind: 'image',
  media: [{ ...SQUARE, altText: 'Three bowls on a table' }],
  caption: CAPTION,
  choices: {
    channel: 'ig',
    payload: {
      userTags: [{ username: 'ana.madrid', x: 0.25, y: 0.75 }],
      collaborators: ['studio.norte'],
      locationId: '110843418940484',
      aiGenerated: true,
      firstComment: 'Ask me anything about glazes! #pottery',
    },
  },
  shows: {
    caption: CAPTION,
    altTexts: ['Three bowls on a table'],
    userTags: [{ username: 'ana.madrid', x: 0.25, y: 0.75 }],
    collaborators: ['studio.norte'],
    locationId: '110843418940484',
    isAiGenerated: true,
    comments: [{ username: 'lucia.ceramics', text: 'Ask me anything about glazes! #pottery' }],
  },
  crashes: true,
};

const PLAIN: Sample = {
  name: 'an image without words',
  kind: 'image',
  media: [SQUARE],
  caption: '',
  choices: { channel: 'ig', payload: {} },
  shows: { caption: '', comments: [] },
};

const CAROUSEL: Sample = {
  name: 'a carousel',
  kind: 'carousel',
  media: [{ ...SQUARE, altText: 'The bowl' }, REEL, { kind: 'image', width: 1080, height: 1350 }],
  caption: CAPTION,
  choices: {
    channel: 'ig',
    payload: { userTags: [{ username: 'ana.madrid' }], collaborators: ['studio.norte'], aiGenerated: true },
  },
  shows: { caption: CAPTION, altTexts: ['The bowl', null, null], collaborators: ['studio.norte'], isAiGenerated: true },
  crashes: true,
};

const SIMPLE_REEL: Sample = {
  name: 'a reel',
  kind: 'reel',
  media: [REEL],
  coverTimeMs: 1500,
  caption: CAPTION,
  choices: {
    channel: 'ig',
    payload: { shareToFeed: false, trial: true, aiGenerated: true, userTags: [{ username: 'ana.madrid' }] },
  },
  shows: {
    caption: CAPTION,
    thumbOffsetMs: 1500,
    shareToFeed: false,
    trial: 'MANUAL',
    isAiGenerated: true,
    userTags: [{ username: 'ana.madrid' }],
  },
  crashes: true,
};

const REEL_WITH_COVER: Sample = {
  ...SIMPLE_REEL,
  name: 'a reel with a cover of its own',
  cover: { kind: 'image', width: 1080, height: 1920 },
  choices: { channel: 'ig', payload: {} },
  shows: { caption: CAPTION, coverHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  crashes: false,
};

function failure(
  name: string,
  fault: FailureCase['fault'],
  failureClass: FailureCase['failureClass'],
  outcome: FailureCase['outcome'],
  end: FailureCase['end'],
  sample: Sample = IMAGE,
): FailureCase {
  return { name, sample: sample.name, fault, failureClass, outcome, end };
}

const PUBLISH = 'media_publish';
const FAILURES: FailureCase[] = [
  failure(
    'a fetch that failed once',
    { endpoint: 'media', kind: 'fetch_failed', times: 1 },
    'transient',
    'retry',
    'published',
  ),
  failure(
    'a fetch that fails each time',
    { endpoint: 'media', kind: 'fetch_failed' },
    'transient',
    'retry',
    'needsPerson',
  ),
  failure(
    'a fetch of video that failed once',
    { endpoint: 'media', kind: 'fetch_failed', times: 1 },
    'transient',
    'retry',
    'published',
    SIMPLE_REEL,
  ),
  failure('an outage', { endpoint: '*', kind: 'http', status: 502 }, 'transient', 'retry', 'retriesUsedUp'),
  failure(
    'a short outage in a carousel',
    { endpoint: 'media', kind: 'http', status: 502, times: 1 },
    'transient',
    'retry',
    'published',
    CAROUSEL,
  ),
  failure('half an answer', { endpoint: 'media', kind: 'truncated_json', times: 1 }, 'transient', 'retry', 'published'),
  failure(
    'a container that never gets ready',
    { endpoint: 'container', kind: 'stuck_in_progress' },
    'transient',
    'retry',
    'retriesUsedUp',
    SIMPLE_REEL,
  ),
  failure(
    'a container that fails without a number',
    { endpoint: 'container', kind: 'container_error', message: 'it broke', times: 1 },
    'transient',
    'retry',
    'published',
  ),
  failure(
    'not ready five times after FINISHED',
    { endpoint: PUBLISH, kind: 'not_ready_after_finished', times: 5 },
    'transient',
    'retry',
    'published',
  ),
  failure('too many calls', { endpoint: 'media', kind: 'error', code: 4, times: 1 }, 'rate', 'retry', 'published'),
  failure(
    'too many posts',
    { endpoint: PUBLISH, kind: 'error', code: 9, subcode: 2207042, times: 1 },
    'rate',
    'retry',
    'published',
  ),
  failure(
    'a changed password',
    { endpoint: 'media', kind: 'error', code: 190, subcode: 460 },
    'token',
    'needsPerson',
    'needsPerson',
  ),
  failure(
    'a token that dies before publishing',
    { endpoint: PUBLISH, kind: 'error', code: 190, subcode: 463 },
    'token',
    'needsPerson',
    'needsPerson',
  ),
  failure(
    'an image of a wrong shape',
    { endpoint: 'media', kind: 'error', code: 36003, subcode: 2207009 },
    'media',
    'needsPerson',
    'needsPerson',
  ),
  failure(
    'a video that cannot be used',
    { endpoint: 'container', kind: 'container_error', subcode: 2207026 },
    'media',
    'needsPerson',
    'needsPerson',
    SIMPLE_REEL,
  ),
  failure(
    'a part of a carousel that cannot be used',
    { endpoint: 'container', kind: 'container_error', subcode: 2207026 },
    'media',
    'needsPerson',
    'needsPerson',
    CAROUSEL,
  ),
  failure(
    'a caption that is too long',
    { endpoint: 'media', kind: 'error', code: 36004, subcode: 2207010 },
    'content',
    'needsPerson',
    'needsPerson',
  ),
  failure(
    'an unknown place',
    { endpoint: 'media', kind: 'error', code: 'INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID' },
    'content',
    'needsPerson',
    'needsPerson',
  ),
  failure(
    'a restricted account',
    { endpoint: PUBLISH, kind: 'error', code: 25, subcode: 2207050 },
    'permanent',
    'needsPerson',
    'needsPerson',
  ),
  failure(
    'a block although it was published',
    { endpoint: PUBLISH, kind: 'published_but_blocked', times: 1 },
    'unknown',
    'unknown',
    'published',
  ),
  failure(
    'a block, nothing published',
    { endpoint: PUBLISH, kind: 'error', code: 4, subcode: 2207051, times: 1 },
    'unknown',
    'unknown',
    'published',
  ),
  failure(
    'an outage after publishing',
    { endpoint: PUBLISH, kind: 'http', status: 502, when: 'after', times: 1 },
    'unknown',
    'unknown',
    'published',
  ),
  failure(
    'an outage before publishing',
    { endpoint: PUBLISH, kind: 'http', status: 502, times: 1 },
    'unknown',
    'unknown',
    'published',
  ),
  failure(
    '"unknown error" after publishing',
    { endpoint: PUBLISH, kind: 'error', code: 1, when: 'after', times: 1 },
    'unknown',
    'unknown',
    'published',
  ),
  failure(
    'half an answer of publishing',
    { endpoint: PUBLISH, kind: 'truncated_json', times: 1 },
    'unknown',
    'unknown',
    'published',
    CAROUSEL,
  ),
  failure(
    'bytes instead of an answer',
    { endpoint: PUBLISH, kind: 'garbage', times: 1 },
    'unknown',
    'unknown',
    'published',
    SIMPLE_REEL,
  ),
  failure(
    'a container that is not found three times',
    { endpoint: PUBLISH, kind: 'error', code: 24, subcode: 2207008, times: 3 },
    'unknown',
    'unknown',
    'published',
  ),
  failure(
    'a container that is lost once',
    { endpoint: PUBLISH, kind: 'error', code: 24, subcode: 2207006, times: 1 },
    'unknown',
    'unknown',
    'published',
  ),
  failure(
    'each container lost',
    { endpoint: PUBLISH, kind: 'error', code: 24, subcode: 2207006 },
    'unknown',
    'unknown',
    'needsPerson',
  ),
  failure(
    'a container that is never found',
    { endpoint: PUBLISH, kind: 'error', code: 24, subcode: 2207008 },
    'unknown',
    'unknown',
    'retriesUsedUp',
  ),
  failure(
    'an error that no list names',
    { endpoint: PUBLISH, kind: 'error', code: 987, times: 1 },
    'unknown',
    'unknown',
    'published',
  ),
];

/** The sandbox's settings and the adapter's that make another path of the same story. */
interface Variant {
  name: string;
  resumableUpload?: boolean;
  sandbox?: ConformanceSubject['sandboxSettings'];
}

function instagram(
  variant: Variant,
  stories: Pick<ConformanceSubject, 'samples' | 'lostAnswers' | 'failures' | 'badDays'>,
): ConformanceSubject {
  return {
    name: `Instagram, ${variant.name}`,
    channel: 'ig',
    createAdapter: (url, tools) =>
      createInstagramAdapter(
        {
          appId: '1234567890',
          appSecret: 'sandbox-instagram-secret',
          callbackSecrets: ['another-secret', 'sandbox-instagram-secret'],
          apiVersion: 'v26.0',
          baseUrls: { authorize: url, api: url, graph: url, rupload: url },
          resumableUpload: variant.resumableUpload ?? false,
          standing: 'development',
        },
        tools,
      ),
    account: 'lucia.ceramics',
    redirectUri: 'http://localhost:3000/oauth/ig/callback',
    sandboxSettings: variant.sandbox ?? {},
    token: {
      refreshAfter: { hours: 7 * 24 },
      revoked: 'not_possible',
      withheldScope: 'instagram_business_content_publish',
    },
    callbacks: [
      { name: 'a deauthorisation', send: { kind: 'deauthorize' }, kind: 'deauthorize', news: 'revoked' },
      { name: 'a data deletion', send: { kind: 'data_deletion' }, kind: 'data_deletion', news: 'deletion_requested' },
      { name: 'a comment', send: { kind: 'comment' }, kind: 'webhook', news: null },
    ],
    ...stories,
  };
}

const lostAt = (sample: Sample, ...endpoints: string[]) =>
  endpoints.map((endpoint) => ({ sample: sample.name, endpoint }));

everyFailureClassIsTried('Instagram', FAILURES);

conformance(
  instagram(
    { name: 'media by URL' },
    {
      samples: [IMAGE, PLAIN, CAROUSEL, SIMPLE_REEL, REEL_WITH_COVER],
      lostAnswers: [
        ...lostAt(IMAGE, 'media', PUBLISH, 'comments'),
        ...lostAt(CAROUSEL, 'media', PUBLISH),
        ...lostAt(SIMPLE_REEL, 'media', PUBLISH),
        // Of a post without words a candidate proves nothing; only the container's own word does.
        { sample: PLAIN.name, endpoint: PUBLISH },
        // A list that shows a post a minute late.
        { sample: IMAGE.name, endpoint: PUBLISH, also: [{ endpoint: 'media_list', kind: 'list_delayed' }] },
      ],
      badDays: {
        sample: IMAGE.name,
        endpoints: ['media', 'container', PUBLISH, PUBLISH, 'media_read', 'media_list', 'comments', 'limit'],
        seeds: 40,
      },
      failures: FAILURES,
    },
  ),
);

conformance(
  instagram(
    {
      name: 'video by upload, the platform’s other shapes',
      resumableUpload: true,
      sandbox: {
        tokenShape: 'wrapped',
        meShape: 'wrapped',
        permissionsShape: 'list',
        stripAtSigns: true,
        secondPublish: 'same_id',
        usagePercent: 85,
      },
    },
    {
      samples: [SIMPLE_REEL, CAROUSEL],
      badDays: {
        sample: SIMPLE_REEL.name,
        endpoints: ['media', 'rupload', 'container', PUBLISH, 'media_list', 'limit'],
        seeds: 20,
      },
      lostAnswers: [...lostAt(SIMPLE_REEL, 'media', 'rupload', PUBLISH), ...lostAt(CAROUSEL, 'rupload', PUBLISH)],
      // Bytes that are sent are not fetched.
      failures: FAILURES.filter(({ sample, fault }) => sample !== IMAGE.name && fault.kind !== 'fetch_failed'),
    },
  ),
);
