import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../test/support/clock.ts';
import type { PublishRequest } from '../adapter.ts';
import { carouselForm, childForm, singleForm } from './container-form.ts';
import { FakeGraph, SETTINGS, testFile, testRequest } from './testing/fake-graph.ts';
import { beginTurn, type Turn } from './turn.ts';

function turnOf(request: PublishRequest): Turn {
  return beginTurn(SETTINGS, new FakeGraph({}).tools(new VirtualClock('2026-11-23T09:00:00Z')), request, {});
}

const EVERYTHING = {
  userTags: [{ username: 'ana', x: 0.25, y: 0 }, { username: 'bea' }],
  collaborators: ['studio.norte'],
  locationId: '110843418940484',
  aiGenerated: true,
  shareToFeed: false,
  trial: true,
};
const image = testFile('image', { assetId: 'a', altText: 'A bowl' });
const video = testFile('video', { assetId: 'b' });

describe('what Instagram is told', () => {
  it('of an image', async () => {
    const turn = turnOf(testRequest({ media: [image], payload: EVERYTHING }));
    expect(await singleForm(turn, image, 'image', false)).toEqual({
      image_url: 'https://media.test/a',
      caption: 'Bowls @ana #clay',
      alt_text: 'A bowl',
      user_tags: '[{"username":"ana","x":0.25,"y":0},{"username":"bea","x":0.5,"y":0.5}]',
      collaborators: '["studio.norte"]',
      location_id: '110843418940484',
      is_ai_generated: 'true',
    });
  });

  it('of a reel, whose cover wins over its frame', async () => {
    const request = testRequest({ media: [video], payload: EVERYTHING, coverTimeMs: 1500.4 });
    const form = {
      media_type: 'REELS',
      video_url: 'https://media.test/b',
      caption: 'Bowls @ana #clay',
      user_tags: '[{"username":"ana"},{"username":"bea"}]',
      collaborators: '["studio.norte"]',
      location_id: '110843418940484',
      is_ai_generated: 'true',
      share_to_feed: 'false',
      trial_params: '{"graduation_strategy":"MANUAL"}',
    };
    expect(await singleForm(turnOf(request), video, 'reel', false)).toEqual({ ...form, thumb_offset: '1500' });
    const covered = turnOf({ ...request, coverImage: testFile('image', { assetId: 'c' }) });
    expect(await singleForm(covered, video, 'reel', false)).toEqual({ ...form, cover_url: 'https://media.test/c' });
    const { video_url: _, ...words } = form;
    expect(await singleForm(turnOf(request), video, 'reel', true)).toEqual({
      ...words,
      upload_type: 'resumable',
      thumb_offset: '1500',
    });
  });

  it('of a carousel: words and label of the whole, people and descriptions of the parts', async () => {
    const turn = turnOf(testRequest({ media: [video, image], payload: EVERYTHING }));
    expect(await childForm(turn, video, 0, false)).toEqual({
      media_type: 'VIDEO',
      video_url: 'https://media.test/b',
      is_carousel_item: 'true',
    });
    expect(await childForm(turn, image, 1, false)).toEqual({
      image_url: 'https://media.test/a',
      is_carousel_item: 'true',
      alt_text: 'A bowl',
      user_tags: '[{"username":"ana","x":0.25,"y":0},{"username":"bea","x":0.5,"y":0.5}]',
    });
    expect(carouselForm(turn, ['1', '2'])).toEqual({
      media_type: 'CAROUSEL',
      children: '1,2',
      caption: 'Bowls @ana #clay',
      collaborators: '["studio.norte"]',
      location_id: '110843418940484',
      is_ai_generated: 'true',
    });
  });

  it('of a post without choices: nothing but the file', async () => {
    const turn = turnOf(testRequest({ caption: '', payload: { collaborators: [], userTags: [], aiGenerated: false } }));
    expect(await singleForm(turn, testFile('image'), 'image', false)).toEqual({
      image_url: 'https://media.test/asset-image',
    });
  });
});
