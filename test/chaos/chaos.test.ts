import { expect, test } from 'vitest';
import { wreakChaos } from './chaos.ts';

test('kill -9 of workers, web server and database loses no post and doubles none', { timeout: 180_000 }, async () => {
  const result = await wreakChaos({
    seed: 1,
    posts: 12,
    creators: 1,
    seconds: 12,
    pauseMs: { least: 400, most: 2200 },
    patienceSeconds: 1,
  });
  expect({ twice: result.twice, lost: result.lost, said: result.said }).toEqual({ twice: [], lost: [], said: [] });
  expect(result.published).toBeGreaterThan(6);
  expect(Object.values(result.kills).reduce((sum, count) => sum + count)).toBeGreaterThan(3);
});
