import { describe, expect, it } from 'vitest';
import { CreatePost, PatchPost } from '../../../../src/contract/post.ts';
import { InstagramPayload, TiktokPayload } from '../../../../src/contract/payload.ts';
import { EMPTY_TIKTOK, newForm, withField } from './post-form.ts';
import { createBody, patchBody } from './payload.ts';

const AT = '2026-11-24T09:00:00Z';
const base = newForm(['ig', 'tiktok'], AT, []);

describe('what is sent', () => {
  it('is exactly what was typed: nothing is added to words or media (U20)', () => {
    const body = createBody({ ...base, caption: 'Jars.', hashtags: ['clay'] }, 'schedule');
    expect(body).toEqual({
      title: '',
      brief: '',
      caption: 'Jars.',
      hashtags: ['clay'],
      tags: [],
      assetIds: [],
      entries: [
        { channel: 'ig', scheduledAt: AT, payload: {} },
        { channel: 'tiktok', scheduledAt: AT, payload: EMPTY_TIKTOK },
      ],
      intent: 'schedule',
    });
  });

  it('has the shape the contract asks for, payloads included', () => {
    const ig = {
      ...base.ig,
      payload: { userTags: [{ username: 'olla', x: 0.5, y: 0.25 }], altText: {}, locationId: '123' },
    };
    const body = createBody({ ...base, ig }, 'draft');
    expect(CreatePost.safeParse(body).success).toBe(true);
    expect(InstagramPayload.safeParse(body.entries[0]?.payload).success).toBe(true);
    expect(TiktokPayload.safeParse(body.entries[1]?.payload).success).toBe(true);
  });

  it('leaves a channel out that is off, with all it holds', () => {
    const body = createBody({ ...base, tiktok: { ...base.tiktok, on: false } }, 'draft');
    expect(body.entries.map((entry) => entry.channel)).toEqual(['ig']);
  });

  it('names only what changed, against the version it grew from', () => {
    const body = patchBody(base, { ...base, caption: 'new' }, 7, null);
    expect(body).toEqual({ version: 7, caption: 'new' });
    expect(PatchPost.safeParse(body).success).toBe(true);
  });

  it('sends the whole list of entries when one of them changed', () => {
    const ig = { ...base.ig, payload: withField(base.ig.payload, 'firstComment', 'hello') };
    const body = patchBody(base, { ...base, ig }, 1, null);
    expect(body.entries?.map((entry) => entry.channel)).toEqual(['ig', 'tiktok']);
    expect(body.entries?.[0]?.payload).toEqual({ firstComment: 'hello' });
  });

  it('takes a cover away by saying so', () => {
    const covered = { ...base, cover: { timeMs: 400 } };
    expect(patchBody(covered, base, 1, null)).toEqual({ version: 1, cover: null });
  });
});
