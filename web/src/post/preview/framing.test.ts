import { describe, expect, it } from 'vitest';
import { foldCaption } from './fold-caption.ts';
import { aspectOf, frameOf, placementOf, seenPart, type Picture } from './framing.ts';

const picture = (width: number, height: number, over: Partial<Picture> = {}): Picture => ({
  kind: 'image',
  width,
  height,
  crop: null,
  ...over,
});

describe('Instagram’s frame', () => {
  it('keeps shapes between 4:5 and 1.91:1 and cuts the others to the nearer of them', () => {
    expect(frameOf('ig', [picture(1080, 1350)]).aspect).toBeCloseTo(0.8);
    expect(frameOf('ig', [picture(1080, 1920)]).aspect).toBe(0.8);
    expect(frameOf('ig', [picture(3000, 1000)]).aspect).toBe(1.91);
    expect(frameOf('ig', [picture(1200, 1000)]).aspect).toBe(1.2);
  });
  it('cuts a carousel to its first picture', () => {
    expect(frameOf('ig', [picture(1000, 1000), picture(1080, 1350)])).toEqual({
      kind: 'carousel',
      aspect: 1,
      how: 'fill',
    });
  });
  it('shows a single video as a reel', () => {
    expect(frameOf('ig', [picture(1080, 1920, { kind: 'video' })])).toEqual({
      kind: 'reel',
      aspect: 9 / 16,
      how: 'fill',
    });
    expect(frameOf('ig', [picture(1920, 1080, { kind: 'video' })]).how).toBe('fit');
  });
  it('goes by the creator’s crop', () => {
    const cropped = picture(1000, 2000, { crop: { x: 0, y: 0.25, width: 1, height: 0.5 } });
    expect([aspectOf(cropped), frameOf('ig', [cropped]).aspect]).toEqual([1, 1]);
  });
});

describe('TikTok’s frame', () => {
  it('fills the screen with what is upright, and puts bars around the rest', () => {
    expect(frameOf('tiktok', [picture(1080, 1920, { kind: 'video' })])).toEqual({
      kind: 'video',
      aspect: 9 / 16,
      how: 'fill',
    });
    expect(frameOf('tiktok', [picture(1080, 1350)])).toEqual({ kind: 'photos', aspect: 9 / 16, how: 'fit' });
  });
});

describe('the part that is seen', () => {
  it('is the middle of the picture in the frame’s shape', () => {
    expect(seenPart(picture(2000, 1000), 1)).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
    expect(seenPart(picture(1000, 2000), 1)).toEqual({ x: 0, y: 0.25, width: 1, height: 0.5 });
  });
  it('lies inside the creator’s crop', () => {
    const part = seenPart(picture(2000, 1000, { crop: { x: 0.5, y: 0, width: 0.5, height: 1 } }), 0.8);
    expect(part.x).toBeCloseTo(0.55);
    expect(part.width).toBeCloseTo(0.4);
  });
  it('fills the frame exactly', () => {
    expect(placementOf({ x: 0.25, y: 0, width: 0.5, height: 1 })).toEqual({
      left: '-50.0000%',
      top: '0.0000%',
      width: '200.0000%',
      height: '100.0000%',
    });
  });
});

const fold = (text: string) => foldCaption(text, 'ig', new Intl.Segmenter('en'));

describe('a folded caption', () => {
  it('shows all of a short one', () => {
    expect(fold('Three jars.')).toEqual({ head: 'Three jars.', rest: false });
  });
  it('stops after two lines, or near 125 characters at a word', () => {
    expect(fold('one\ntwo\nthree')).toEqual({ head: 'one\ntwo', rest: true });
    const { head, rest } = fold('word '.repeat(60));
    expect([rest, head.length <= 125, head.endsWith('word')]).toEqual([true, true, true]);
  });
  it('counts an emoji family as one', () => {
    expect(fold('👨‍👩‍👧'.repeat(125)).rest).toBe(false);
  });
});
