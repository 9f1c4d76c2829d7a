import type { Account } from '../../../../src/contract/account.ts';
import type { Asset } from '../../../../src/contract/asset.ts';
import type { Entry } from '../../../../src/contract/entry.ts';
import type { Attempt } from '../../../../src/contract/history.ts';
import type { Me } from '../../../../src/contract/me.ts';
import type { CreatePost, PatchPost, Post } from '../../../../src/contract/post.ts';
import type { HashtagGroup } from '../../../../src/contract/hashtag-group.ts';
import { answerHashtagGroups } from './studio-hashtag-groups.ts';
import { ok, refuse, type StudioAnswer } from './studio-answer.ts';
import { answerUpload } from './studio-uploads.ts';
import { idOf, makeInstagram, makeMe, makeTiktok } from './studio-data.ts';
import { read, stamp, write } from './studio-posts.ts';

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
  uploads: Map<string, { length: number; bytes: number; filename: string; type: string; assetId: string | null }>;
  /** Bytes after which an upload's connection breaks, once. */
  breakUploadAt: number | null;
  undone: string[];
  /** What the history of every post says was tried. */
  attempts: Attempt[];
  hashtagGroups: HashtagGroup[];
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
    attempts: [],
    hashtagGroups: [],
    made: 0,
    ...over,
  };
}

/** Puts a post into the studio as if it had been written there. */
export function addPost(studio: Studio, input: Partial<CreatePost>, entry: Partial<Entry> = {}): Post {
  const post = write(studio, null, {
    caption: '',
    hashtags: [],
    tags: [],
    assetIds: [],
    entries: [],
    intent: 'draft',
    ...input,
  });
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
      if (path.endsWith('/history')) return ok({ events: [], attempts: studio.attempts });
      return answerPosts(studio, method, id, verb, body);
    case 'publishing':
      return answerJobs(studio, path, body);
    case 'hashtag-groups':
      return answerHashtagGroups(studio, method, id, body);
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
    if (asset.usedByPostIds.length > 0 && query.get('force') !== 'true')
      return refuse(409, 'ASSET_IN_USE', 'Scheduled posts need this file.');
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
  return ok(
    entries.filter(
      ({ scheduledAt }) =>
        scheduledAt === null ||
        (Date.parse(scheduledAt) >= Date.parse(from) && Date.parse(scheduledAt) < Date.parse(to)),
    ),
  );
}

function answerPosts(
  studio: Studio,
  method: string,
  id: string,
  verb: string | undefined,
  body: unknown,
): StudioAnswer {
  if (id === '' && method === 'GET') return ok(studio.posts.map((post) => read(studio, post)));
  if (id === '') return ok(read(studio, write(studio, null, body as CreatePost)), 201);
  const post = studio.posts.find((each) => each.id === id);
  if (post === undefined) return refuse(404, 'NOT_FOUND', 'There is no such post.');
  if (verb === 'duplicate') return ok(read(studio, write(studio, null, copyOf(post))), 201);
  if (method === 'DELETE') {
    studio.posts = studio.posts.filter((each) => each !== post);
    return ok({ undo: { id: idOf(9, 1), expiresAt: new Date(studio.nowMs + 600_000).toISOString() } });
  }
  if (method === 'PATCH') {
    const patch = body as PatchPost;
    if (patch.version !== undefined && patch.version !== post.version)
      return refuse(409, 'VERSION_CONFLICT', 'The post was changed elsewhere since you opened it.');
    return ok(read(studio, write(studio, post, patch)));
  }
  return ok(read(studio, post));
}

/** As the store does: the words and files, and drafts without a time. */
function copyOf({ title, brief, caption, hashtags, tags, assetIds, cover, entries }: Post): CreatePost {
  return {
    title,
    brief,
    caption,
    hashtags,
    tags,
    assetIds,
    intent: 'draft',
    ...(cover === null ? {} : { cover }),
    entries: entries.map(({ channel, payload }) => ({ channel, scheduledAt: null, payload })),
  };
}

function answerJobs(studio: Studio, path: string, body: unknown): StudioAnswer {
  if (path.endsWith(':reschedule-held-up')) return rescheduleHeldUp(studio, (body as { entryIds: string[] }).entryIds);
  const [id, verb] = (path.split('/').at(-1) ?? '').split(':');
  for (const post of studio.posts) {
    for (const entry of post.entries) {
      if (entry.job?.id !== id) continue;
      const live = verb === 'resolve' && (body as { outcome?: string }).outcome === 'live';
      Object.assign(
        entry,
        live
          ? { state: 'published', readiness: 'published', issues: [] }
          : { state: 'publishing', issues: [], readiness: 'ready' },
      );
      entry.version += 1;
      return ok(entry.job, 202);
    }
  }
  return refuse(404, 'NOT_FOUND', 'There is no such job.');
}

/** Tomorrow at this time is as good a slot as any. */
function rescheduleHeldUp(studio: Studio, entryIds: readonly string[]): StudioAnswer {
  const to = new Date(studio.nowMs + 86_400_000).toISOString();
  const entries = studio.posts.flatMap((post) => post.entries).filter((entry) => entryIds.includes(entry.id));
  const moved = entries.map((entry) => ({ id: entry.id, from: entry.scheduledAt ?? to, to }));
  for (const entry of entries) {
    Object.assign(entry, { scheduledAt: to, state: 'scheduled', issues: [], readiness: 'ready', updatedAt: to });
    entry.version += 1;
  }
  return ok({ moved, refused: [], undo: null });
}
