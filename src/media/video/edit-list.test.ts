import { expect, it } from 'vitest';
import { type Edit, isTrivialEditList } from './edit-list.ts';

const edit = (mediaTimeSeconds: number | null, durationSeconds: number, rate = 1): Edit => ({
  mediaTimeSeconds,
  durationSeconds,
  rate,
});

it('counts the lists that cut nothing as none', () => {
  const harmless: Edit[][] = [
    [],
    [edit(0, 10)],
    [edit(0, 0)],
    [edit(1024 / 15_360, 10 - 1024 / 15_360)], // ffmpeg: two reordered pictures at 30 fps
    [edit(2112 / 44_100, 9.95)], // AAC's warm-up as iPhones write it
    [edit(null, 0.021), edit(0, 10)], // sound that starts a frame later
  ];
  for (const edits of harmless) expect(isTrivialEditList({ edits, durationSeconds: 10 })).toBe(true);
});

it('counts the lists that change what is seen', () => {
  const real: Edit[][] = [
    [edit(2, 8)], // a cut start
    [edit(0, 7)], // a cut end
    [edit(null, 1), edit(0, 10)], // a late start
    [edit(0, 4), edit(6, 4)], // a piece taken out
    [edit(0, 10, 0.5)], // half speed
    [edit(0, 10, 0)], // a picture held
    [edit(null, 10)], // nothing shown
    [edit(-0.5, 10)],
  ];
  for (const edits of real) expect(isTrivialEditList({ edits, durationSeconds: 10 })).toBe(false);
});
