import type { Entry } from '../../../../src/contract/entry.ts';
import type { Issue } from '../../../../src/contract/issue.ts';
import type { CreatePost, PatchPost, Post } from '../../../../src/contract/post.ts';
import { issuesOf } from '../form/checks.ts';
import { EMPTY_TIKTOK, formOf } from '../form/post-form.ts';
import { idOf } from './studio-data.ts';
import type { Studio } from './studio.ts';

/** Writes as the store does: fields left out stay, `entries` is the whole list, an order makes jobs. */
export function write(studio: Studio, old: Post | null, input: CreatePost | PatchPost): Post {
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
      job: {
        id: idOf(5, (studio.made += 1)),
        status: 'scheduled',
        attemptCount: 0,
        lastError: null,
        nextAttemptAt: entry.scheduledAt,
      },
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
    proposed: false,
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
export function read(studio: Studio, post: Post): Post {
  const assets = post.assetIds.flatMap((id) => studio.assets.find((asset) => asset.id === id) ?? []);
  const known = new Map(post.assetIds.map((id) => [id, studio.assets.find((asset) => asset.id === id) ?? null]));
  const entries = post.entries.map((entry) => {
    if (entry.state === 'published' || entry.state === 'publishing' || entry.state === 'needs_attention')
      return { ...entry, title: post.title };
    const issues: Issue[] = issuesOf(entry.channel, formOf(post), {
      now: Temporal.Instant.fromEpochMilliseconds(studio.nowMs),
      locale: studio.me.locale ?? 'en',
      account: studio.accounts.find((account) => account.channel === entry.channel) ?? null,
      assets: known,
      entry: null,
    });
    const blocked = issues.some((issue) => issue.blocking);
    return {
      ...entry,
      title: post.title,
      issues: [...entry.issues.filter((issue) => issue.code === 'quota_exceeded'), ...issues],
      readiness: blocked ? ('needs_attention' as const) : ('ready' as const),
      thumbnailUrl: assets[0]?.thumbnailUrl ?? null,
    };
  });
  return { ...post, assets, entries };
}

/** Moves on by a millisecond at each asking, so that later is never equal. */
export function stamp(studio: Studio): string {
  studio.nowMs += 1;
  return new Date(studio.nowMs).toISOString();
}
