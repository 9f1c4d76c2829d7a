import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../test/support/clock.ts';
import { instagramApi } from './instagram-api.ts';
import { newPublishing } from './progress.ts';
import { comparableCaption, findOurs, readRecentMedia, type RecentMedia } from './recent-media.ts';
import { ACCOUNT_ID, CREDENTIALS, FakeGraph, refusal, SETTINGS } from './testing/fake-graph.ts';

const STARTED = '2026-11-23T09:00:00Z';
const PROGRESS = {
  publishing: newPublishing('K', STARTED),
  baseline: { mediaIds: ['old'], captionWasThere: false, quotaUsed: 0, quotaSince: null },
};
const OURS = { kind: 'image', caption: 'Bowls @ana #clay' } as const;

function post(more: Partial<RecentMedia>): RecentMedia {
  return { id: 'new', caption: OURS.caption, timestamp: '2026-11-23T09:00:05+0000', media_type: 'IMAGE', ...more };
}

function certain(...list: RecentMedia[]): string[] {
  return findOurs(list, OURS, PROGRESS).certain.map((media) => media.id);
}

describe('captions', () => {
  it.each([
    ['Bowls @ana #clay', 'Bowls ana #clay'],
    ['Two\n\nlines ', 'Two lines'],
    ['caf\u00e9', 'cafe\u0301'],
  ])('%j reads back as %j', (sent, shown) => {
    expect(comparableCaption(shown)).toBe(comparableCaption(sent));
  });

  it('of other words are other captions', () => {
    expect(comparableCaption('Bowls 1')).not.toBe(comparableCaption('Bowls 2'));
  });
});

describe('our post', () => {
  it('is new, recent, of the same kind and with the same words', () => {
    expect(certain(post({}))).toEqual(['new']);
    expect(certain(post({ caption: 'Bowls ana #clay' }))).toEqual(['new']);
    expect(certain(post({ timestamp: '2026-11-23T08:58:30+0000' }))).toEqual(['new']);
  });

  it.each([
    ['was there before', { id: 'old' }],
    ['is older than the publishing', { timestamp: '2026-11-23T08:57:30+0000' }],
    ['is of another kind', { media_type: 'VIDEO' }],
    ['has other words', { caption: 'Plates' }],
    ['has no words', { caption: null }],
  ])('is none that %s', (_, more) => {
    const { certain: sure, possible } = findOurs([post(more), post({ id: 'old', caption: 'x' })], OURS, PROGRESS);
    expect([...sure, ...possible]).toEqual([]);
  });

  it('is only possible where no captions are shown at all, or it has none', () => {
    expect(findOurs([post({ caption: null })], OURS, PROGRESS)).toMatchObject({
      certain: [],
      possible: [{ id: 'new' }],
    });
    const wordless = findOurs(
      [post({ caption: null }), post({ id: 'other' })],
      { kind: 'image', caption: ' ' },
      PROGRESS,
    );
    expect(wordless).toMatchObject({ certain: [], possible: [{ id: 'new' }] });
    expect(wordless.possible).toHaveLength(1);
  });

  it('is looked for without captions where the field does not exist', async () => {
    const route = `GET /${ACCOUNT_ID}/media`;
    const graph = new FakeGraph({ [route]: [refusal(100), { json: { data: [{ id: '1' }] } }] });
    const api = instagramApi(SETTINGS, graph.tools(new VirtualClock(STARTED)), CREDENTIALS);
    expect(await readRecentMedia(api, ACCOUNT_ID)).toMatchObject({ kind: 'ok', value: { data: [{ id: '1' }] } });
    expect(graph.calls[1]?.query.get('fields')).not.toContain('caption');
  });
});
