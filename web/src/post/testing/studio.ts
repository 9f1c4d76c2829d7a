import type { Account } from '../../../../src/contract/account.ts';
import type { Asset } from '../../../../src/contract/asset.ts';
import type { Entry } from '../../../../src/contract/entry.ts';
import type { Issue } from '../../../../src/contract/issue.ts';
import type { Me } from '../../../../src/contract/me.ts';
import type { CreatePost, PatchPost, Post } from '../../../../src/contract/post.ts';
import { issuesOf } from '../form/checks.ts';
import { EMPTY_TIKTOK, formOf } from '../form/post-form.ts';
import { ok, refuse, type StudioAnswer } from './studio-answer.ts';
import { answerUpload } from './studio-uploads.ts';
import { idOf, makeInstagram, makeMe, makeTiktok } from './studio-data.ts';

export interface StudioRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Uint8Array;
}


/**
 * The API in memory, for looking at the modal and the library without a server. It keeps the parts of the contract
 * that the client relies on: versions, the envelope, readiness by the same rules, resumable uploads.
 */
export interface Studio {
  nowMs: number;
  me: Me;
  accounts: Account[];
  assets: Asset[];
  posts: Post[];
  /** Every write, in order: `POST /v1/posts`. */
  calls: { method: string; path: string; body: unknown }[];
  /** The next write answers this instead. */
  refuseNext: { status: number; code: string; message: string; details?: unknown } | null;
  /** What `POST /v1/accounts/{id}:refresh` answers; `null`: the account as it is. */
  refresh: StudioAnswer | null;
  uploads: Map<string, { length: number; bytes: number; filename: string; type: string }>;
  /** Bytes after which an upload's connection breaks, once. */
  breakUploadAt: number | null;
  undone: string[];
  made: number;
}

export function makeStudio(nowMs: number, over: Partial<Studio> = {}): Studio {
  return {
    nowMs,
    me: makeMe(),
    accounts: [makeInstagram(nowMs), makeTiktok(nowMs)],
    assets: [],
    posts: [],
    calls: [],
    refuseNext: null,
    refresh: null,
    uploads: new Map(),
    breakUploadAt: null,
    undone: [],
    made: 0,
    ...over,
  };
}

/** Puts a post into the studio as if it had been written there. */
export function addPost(studio: Studio, input: Partial<CreatePost>, entry: Partial<Entry> = {}): Post {
  const post = write(studio, null, { caption: '', hashtags: [], tags: [], assetIds: [], entries: [], intent: 'draft', ...input });
  post.entries = post.entries.map((each) => ({ ...each, ...entry }));
  return post;
}

/** Changes a post as another window or the worker would. */
export function changePost(studio: Studio, id: string, change: (post: Post) => void): void {
  const post = studio.posts.find((each) => each.id === id);
  if (post === undefined) return;
  change(post);
  post.version += 1;
  post.updatedAt = stamp(studio);
}

export function answer(studio: Studio, request: StudioRequest): StudioAnswer {
  const { method, path } = request;
  if (path.startsWith('/v1/uploads')) return answerUpload(studio, request);
  const text = new TextDecoder().decode(request.body);
  const isJson = (request.headers['content-type'] ?? '').includes('json');
  const body: unknown = text === '' || !isJson ? null : JSON.parse(text);
  if (method !== 'GET') {
    studio.calls.push({ method, path, body });
    if (studio.refuseNext !== null) {
      const { status, code, message, details } = studio.refuseNext;
      studio.refuseNext = null;
      return refuse(status, code, message, details);
    }
  }
  const [, , resource = '', rest = ''] = path.split('/');
  const [id = '', verb] = rest.split(':');
  switch (resource) {
    case 'me':
      return ok(studio.me);
    case 'accounts':
      return answerAccounts(studio, method, id, verb);
    case 'assets':
      return answerAssets(studio, request, id, body);
    case 'calendar':
      return answerCalendar(studio, request);
    case 'posts':
      return answerPosts(studio, method, id, verb, body);
    case 'publishing':
      return answerJobs(studio, path, body);
    case 'undo':
      studio.undone.push(id);
      return ok({ done: true });
    case 'notifications':
      return ok({ items: [], unread: 0 });
    default:
      return refuse(404, 'NOT_FOUND', 'There is no such thing.');
  }
}

function answerAccounts(studio: Studio, method: string, id: string, verb: string | undefined): StudioAnswer {
  if (method === 'GET') return ok(studio.accounts);
  if (verb === 'refresh') return studio.refresh ?? ok(studio.accounts.find((account) => account.id === id));
  return ok({ authorizeUrl: '/accounts?linked=fake' });
}

function answerAssets(studio: Studio, request: StudioRequest, id: string, body: unknown): StudioAnswer {
  const { method, query, path } = request;
  if (path.endsWith('/poster')) return ok({ done: true });
  if (id === '') {
    const search = (query.get('search') ?? '').toLowerCase();
    const found = studio.assets.filter(
      (asset) =>
        asset.filename.toLowerCase().includes(search) &&
        (query.get('kind') ?? asset.kind) === asset.kind &&
        (query.get('tag') === null || asset.tags.includes(query.get('tag') ?? '')) &&
        (query.get('used') === null || (query.get('used') === 'true') === asset.usedByPostIds.length > 0),
    );
    return ok(found);
  }
  const asset = studio.assets.find((each) => each.id === id);
  if (asset === undefined) return refuse(404, 'NOT_FOUND', 'There is no such file.');
  if (method === 'PATCH') return ok(Object.assign(asset, body));
  if (method === 'DELETE') {
    if (asset.usedByPostIds.length > 0 && query.get('force') !== 'true') return refuse(409, 'ASSET_IN_USE', 'Scheduled posts need this file.');
    studio.assets = studio.assets.filter((each) => each !== asset);
    return ok({ done: true });
  }
  return ok(asset);
}

function answerCalendar(studio: Studio, { path, query }: StudioRequest): StudioAnswer {
  const entries = studio.posts.flatMap((post) => read(studio, post).entries);
  const [, , , , rest] = path.split('/');
  if (rest !== undefined) return ok(entries.find((entry) => entry.id === rest.split(':')[0]));
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  return ok(entries.filter(({ scheduledAt }) => scheduledAt === null || (Date.parse(scheduledAt) >= Date.parse(from) && Date.parse(scheduledAt) < Date.parse(to))));
}

function answerPosts(studio: Studio, method: string, id: string, verb: string | undefined, body: unknown): StudioAnswer {
  if (id === '' && method === 'GET') return ok(studio.posts.map((post) => read(studio, post)));
  if (id === '') return ok(read(studio, write(studio, null, body as CreatePost)), 201);
  const post = studio.posts.find((each) => each.id === id);
  if (post === undefined) return refuse(404, 'NOT_FOUND', 'There is no such post.');
  if (verb === 'duplicate') return ok(read(studio, write(studio, null, { ...formOf(post), entries: [], intent: 'draft' } as unknown as CreatePost)), 201);
  if (method === 'DELETE') {
    studio.posts = studio.posts.filter((each) => each !== post);
    return ok({ undo: { id: idOf(9, 1), expiresAt: new Date(studio.nowMs + 600_000).toISOString() } });
  }
  if (method === 'PATCH') {
    const patch = body as PatchPost;
    if (patch.version !== undefined && patch.version !== post.version) return refuse(409, 'VERSION_CONFLICT', 'The post was changed elsewhere since you opened it.');
    return ok(read(studio, write(studio, post, patch)));
  }
  return ok(read(studio, post));
}

function answerJobs(studio: Studio, path: string, body: unknown): StudioAnswer {
  const [id, verb] = (path.split('/').at(-1) ?? '').split(':');
  for (const post of studio.posts) {
    for (const entry of post.entries) {
      if (entry.job?.id !== id) continue;
      const live = verb === 'resolve' && (body as { outcome?: string }).outcome === 'live';
      Object.assign(entry, live ? { state: 'published', readiness: 'published', issues: [] } : { state: 'publishing', issues: [], readiness: 'ready' });
      entry.version += 1;
      return ok(entry.job, 202);
    }
  }
  return refuse(404, 'NOT_FOUND', 'There is no such job.');
}

/** Writes as the store does: fields left out stay, `entries` is the whole list, an order makes jobs. */
function write(studio: Studio, old: Post | null, input: CreatePost | PatchPost): Post {
  const now = stamp(studio);
  const post: Post = old ?? {
    id: idOf(3, (studio.made += 1)),
    title: '',
    brief: '',
    caption: '',
    hashtags: [],
    tags: [],
    assetIds: [],
    assets: [],
    cover: null,
    entries: [],
    version: 0,
    createdAt: now,
    updatedAt: now,
  };
  const { entries, intent, version: _, ...fields } = { version: 0, ...input };
  Object.assign(post, fields, { version: post.version + 1, updatedAt: now });
  if (entries !== undefined) {
    post.entries = entries.map((wanted) => {
      const known = post.entries.find((entry) => entry.channel === wanted.channel);
      const account = studio.accounts.find((each) => each.channel === wanted.channel);
      const base = known ?? blankEntry(studio, post, wanted.channel, account?.timezone ?? 'Europe/Madrid');
      const payload = wanted.channel === 'ig' ? (wanted.payload ?? {}) : { ...EMPTY_TIKTOK, ...wanted.payload };
      return { ...base, scheduledAt: wanted.scheduledAt, payload, version: base.version + 1, updatedAt: now };
    });
  }
  if (intent === 'draft') post.entries = post.entries.map((entry) => ({ ...entry, state: 'draft', job: null }));
  if (intent === 'schedule' || intent === 'publish_now') {
    post.entries = post.entries.map((entry) => ({
      ...entry,
      state: intent === 'schedule' ? 'scheduled' : 'publishing',
      job: { id: idOf(5, (studio.made += 1)), status: 'scheduled', attemptCount: 0, lastError: null, nextAttemptAt: entry.scheduledAt },
    }));
  }
  if (old === null) studio.posts.push(post);
  return post;
}

function blankEntry(studio: Studio, post: Post, channel: Entry['channel'], timezone: string): Entry {
  const at = stamp(studio);
  return {
    id: idOf(2, (studio.made += 1)),
    postId: post.id,
    channel,
    calendarId: idOf(4, 1),
    planId: null,
    runId: null,
    title: post.title,
    scheduledAt: null,
    timezone,
    state: 'draft',
    readiness: 'ready',
    issues: [],
    job: null,
    payload: {},
    tags: [],
    thumbnailUrl: null,
    permalink: null,
    version: 0,
    createdAt: at,
    updatedAt: at,
  };
}

/** The post as the API answers it: with its files, and each entry judged. */
function read(studio: Studio, post: Post): Post {
  const assets = post.assetIds.flatMap((id) => studio.assets.find((asset) => asset.id === id) ?? []);
  const known = new Map(post.assetIds.map((id) => [id, studio.assets.find((asset) => asset.id === id) ?? null]));
  const entries = post.entries.map((entry) => {
    if (entry.state === 'published' || entry.state === 'publishing' || entry.state === 'needs_attention') return { ...entry, title: post.title };
    const issues: Issue[] = issuesOf(entry.channel, formOf(post), {
      now: Temporal.Instant.fromEpochMilliseconds(studio.nowMs),
      locale: studio.me.locale ?? 'en',
      account: studio.accounts.find((account) => account.channel === entry.channel) ?? null,
      assets: known,
      entry: null,
    });
    const blocked = issues.some((issue) => issue.blocking);
    return { ...entry, title: post.title, issues: [...entry.issues.filter((issue) => issue.code === 'quota_exceeded'), ...issues], readiness: blocked ? ('needs_attention' as const) : ('ready' as const), thumbnailUrl: assets[0]?.thumbnailUrl ?? null };
  });
  return { ...post, assets, entries };
}

/** Moves on by a millisecond at each asking, so that later is never equal. */
function stamp(studio: Studio): string {
  studio.nowMs += 1;
  return new Date(studio.nowMs).toISOString();
}
