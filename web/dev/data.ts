import type { Account } from '../../src/contract/account.ts';
import type { Entry } from '../../src/contract/entry.ts';
import type { Issue, Readiness } from '../../src/contract/issue.ts';
import type { Notification } from '../../src/contract/notification.ts';

export const DATASETS = ['fresh', 'empty', 'some', 'day', 'month'] as const;
export type Dataset = (typeof DATASETS)[number];

export interface World {
  signedIn: boolean;
  signUpOpen: boolean;
  accounts: Account[];
  entries: Entry[];
  notifications: Notification[];
  locale: 'en' | 'es' | null;
  suggestionsEnabled: boolean;
  timezone: string | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A UUID that tells its number, so that fake worlds are the same every time. */
export function idOf(kind: number, number: number): string {
  return `00000000-0000-7000-8${String(kind).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`;
}

/** What the server would hold, around `now`. */
export function makeWorld(dataset: Dataset, now: number): World {
  const world: World = {
    signedIn: dataset !== 'fresh',
    signUpOpen: dataset === 'fresh',
    accounts: dataset === 'fresh' || dataset === 'empty' ? [] : [account('ig', now), account('tiktok', now)],
    entries: [],
    notifications: [],
    locale: null,
    suggestionsEnabled: true,
    timezone: 'Europe/Madrid',
  };
  if (dataset === 'some') {
    world.entries = some(now);
    world.notifications = notifications(now);
  }
  if (dataset === 'day') world.entries = many(400, now + HOUR, DAY / 3 / 400);
  if (dataset === 'month') world.entries = many(5000, now - 12 * DAY, (26 * DAY) / 5000);
  return world;
}

function account(channel: 'ig' | 'tiktok', now: number): Account {
  const ig = channel === 'ig';
  return {
    id: idOf(1, ig ? 1 : 2),
    channel,
    externalAccountId: ig ? '17841400000000001' : 'open-id-2',
    displayName: ig ? 'Barro y Luz' : 'Lucía hace cerámica',
    username: ig ? 'barroyluz' : 'lucia.ceramica',
    avatarUrl: ig ? '/_fake/thumb/3.svg' : null,
    timezone: 'Europe/Madrid',
    status: ig ? 'ok' : 'expired',
    expiresAt: new Date(now + (ig ? 41 * DAY : -3 * HOUR)).toISOString(),
    refreshable: ig,
    scopes: ig
      ? ['instagram_business_basic', 'instagram_business_content_publish']
      : ['user.info.basic', 'video.publish'],
    missingScopes: ig ? [] : ['video.upload'],
    lateToleranceMinutes: 60,
    capabilities: ig
      ? { quotaTotal: 100, quotaUsed: 7 }
      : { maxVideoDurationSeconds: 60, private: true, nickname: 'Lucía hace cerámica' },
    standing: ig ? 'live' : 'unaudited',
    readiness: { ready: 6, missing_media: 2 },
    createdAt: new Date(now - 90 * DAY).toISOString(),
    updatedAt: new Date(now - DAY).toISOString(),
  };
}

const TITLES = [
  'New glazes are out of the kiln',
  'Behind the scenes: throwing 40 cups in one afternoon',
  'Market day in Olot',
  'How I mix celadon',
  'Question & answers',
  'Un día en el taller',
  'Spring collection teaser with a title that goes on and on and will not stop for anybody',
  '',
  'Studio tour',
  'Before / after',
  'Cracks, and what they teach',
  'Open house on Saturday',
];

const ISSUES: Partial<Record<Readiness, Issue>> = {
  missing_media: {
    code: 'video_too_long',
    message: "The video is 1:58; that is longer than this account's 1:00.",
    action: 'replace_media',
    blocking: true,
    params: {},
  },
  token_expired: {
    code: 'login_expired',
    message: 'The login to TikTok expired yesterday.',
    action: 'relink',
    blocking: true,
    params: {},
  },
  failed_retry: {
    code: 'retries_used_up',
    message: 'Instagram did not answer after 4 attempts: "Service temporarily unavailable" (code 2).',
    action: 'retry',
    blocking: true,
    params: {},
  },
  needs_attention: {
    code: 'privacy_required',
    message: 'TikTok wants you to choose who can see this post.',
    action: 'choose_privacy',
    blocking: true,
    params: {},
  },
};

let made = 0;
export function makeEntry(now: number, over: Partial<Entry>): Entry {
  made += 1;
  const readiness = over.readiness ?? 'ready';
  const issue = ISSUES[readiness];
  const state =
    over.state ??
    (readiness === 'published' ? 'published' : readiness === 'failed_retry' ? 'needs_attention' : 'scheduled');
  return {
    id: idOf(2, made),
    postId: idOf(3, made),
    channel: 'ig',
    calendarId: idOf(4, 1),
    planId: null,
    runId: null,
    proposed: false,
    title: TITLES[made % TITLES.length] ?? '',
    scheduledAt: new Date(now).toISOString(),
    timezone: 'Europe/Madrid',
    state,
    readiness,
    issues: issue === undefined ? [] : [issue],
    job:
      state === 'draft'
        ? null
        : { id: idOf(5, made), status: 'scheduled', attemptCount: 0, lastError: null, nextAttemptAt: null },
    payload: {},
    tags: made % 3 === 0 ? ['ceramics'] : made % 5 === 0 ? ['market', 'video'] : [],
    thumbnailUrl: readiness === 'missing_media' ? null : `/_fake/thumb/${String(made % 12)}.svg`,
    permalink: readiness === 'published' ? 'https://www.instagram.com/p/Cxyz/' : null,
    version: 1,
    createdAt: new Date(now - DAY).toISOString(),
    updatedAt: new Date(now - DAY).toISOString(),
    ...over,
  };
}

function some(now: number): Entry[] {
  const at = (days: number, hours: number) =>
    new Date(Math.floor(now / DAY) * DAY + days * DAY + hours * HOUR).toISOString();
  const shared = makeEntry(now, { scheduledAt: at(2, 9) });
  const retrying = makeEntry(now, { scheduledAt: new Date(now - HOUR / 4).toISOString(), state: 'retrying' });
  return [
    makeEntry(now, { scheduledAt: at(-6, 9), readiness: 'published' }),
    makeEntry(now, { scheduledAt: at(-3, 17), readiness: 'published', channel: 'tiktok' }),
    makeEntry(now, { scheduledAt: at(-1, 11), readiness: 'failed_retry' }),
    {
      ...retrying,
      job: {
        id: idOf(5, 900),
        status: 'failed',
        attemptCount: 1,
        lastError: 'Instagram did not answer.',
        nextAttemptAt: new Date(now + HOUR / 12).toISOString(),
      },
    },
    makeEntry(now, { scheduledAt: new Date(now).toISOString(), state: 'publishing', channel: 'tiktok' }),
    makeEntry(now, {
      scheduledAt: at(-2, 15),
      readiness: 'needs_attention',
      state: 'needs_attention',
      issues: [
        {
          code: 'hour_missed',
          message: 'The server was off at 16:00 on Saturday.',
          action: 'reschedule',
          blocking: true,
          params: {},
        },
      ],
    }),
    makeEntry(now, { scheduledAt: at(1, 8) }),
    makeEntry(now, { scheduledAt: at(1, 16.25), readiness: 'missing_media', channel: 'tiktok' }),
    shared,
    {
      ...makeEntry(now, { scheduledAt: at(2, 9), channel: 'tiktok', readiness: 'token_expired' }),
      postId: shared.postId,
      title: shared.title,
    },
    makeEntry(now, { scheduledAt: at(3, 18.5), readiness: 'needs_attention', channel: 'tiktok' }),
    makeEntry(now, { scheduledAt: at(4, 10), state: 'draft' }),
    makeEntry(now, { scheduledAt: at(6, 12) }),
    makeEntry(now, { scheduledAt: null, state: 'draft' }),
    makeEntry(now, { scheduledAt: null, state: 'draft', readiness: 'missing_media' }),
  ];
}

const MIX: Readiness[] = [
  'ready',
  'ready',
  'ready',
  'ready',
  'missing_media',
  'ready',
  'token_expired',
  'ready',
  'needs_attention',
  'failed_retry',
];

function many(count: number, from: number, step: number): Entry[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * step;
    const readiness = at < now ? 'published' : (MIX[index % MIX.length] ?? 'ready');
    return makeEntry(now, {
      scheduledAt: new Date(at).toISOString(),
      readiness,
      channel: index % 3 === 0 ? 'tiktok' : 'ig',
    });
  });
}

function notifications(now: number): Notification[] {
  const base = { channel: null, count: 1, postId: null, accountId: null, readAt: null, resolvedAt: null } as const;
  return [
    {
      ...base,
      id: idOf(6, 1),
      kind: 'account_lost',
      message: 'The login to TikTok expired. 3 posts wait for it.',
      channel: 'tiktok',
      count: 3,
      accountId: idOf(1, 2),
      createdAt: new Date(now - HOUR).toISOString(),
    },
    {
      ...base,
      id: idOf(6, 2),
      kind: 'retries_used_up',
      message: '“Market day in Olot” could not be published: Instagram did not answer.',
      channel: 'ig',
      postId: idOf(3, 3),
      createdAt: new Date(now - DAY).toISOString(),
    },
    {
      ...base,
      id: idOf(6, 3),
      kind: 'checkpoint_missed',
      message: '“Studio tour” needs media by Tue 10:00.',
      channel: 'ig',
      postId: idOf(3, 7),
      readAt: new Date(now).toISOString(),
      resolvedAt: new Date(now).toISOString(),
      createdAt: new Date(now - 3 * DAY).toISOString(),
    },
  ];
}
