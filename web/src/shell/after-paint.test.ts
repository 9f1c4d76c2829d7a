import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { painted } from './after-paint.ts';

const frames: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  frames.length = 0;
});

test('what waits for a frame goes on behind it', async () => {
  const said: string[] = [];
  const waiting = painted().then(() => said.push('goes on'));
  frames.push(() => said.push('the same frame'));
  for (const draw of frames) draw();
  await vi.advanceTimersByTimeAsync(0);
  await waiting;
  expect(said).toEqual(['the same frame', 'goes on']);
});

// A move made just before the tab is put away has to reach the server all the same.
test('a tab that draws nothing keeps nobody waiting', async () => {
  const waiting = painted();
  await vi.advanceTimersByTimeAsync(100);
  await expect(waiting).resolves.toBeUndefined();
});
