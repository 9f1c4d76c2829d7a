import { expect, it } from 'vitest';
import { VirtualClock } from './clock.ts';

const noon = Temporal.Instant.from('2026-11-23T12:00:00Z');

it('stands still until it is moved', async () => {
  const clock = new VirtualClock(noon);
  let awake = false;
  void clock.waitUntil(noon.add({ seconds: 10 })).then(() => (awake = true));
  await clock.advanceBy({ seconds: 9 });
  expect(awake).toBe(false);
  expect(clock.nextWake?.toString()).toBe('2026-11-23T12:00:10Z');
  await clock.advanceBy({ seconds: 1 });
  expect(awake).toBe(true);
  expect(clock.nextWake).toBeUndefined();
});

it('wakes each sleeper at its own instant, and lets it sleep again on the way', async () => {
  const clock = new VirtualClock(noon);
  const woke: string[] = [];
  const beat = async (name: string, seconds: number) => {
    for (;;) {
      await clock.waitUntil(clock.now().add({ seconds }));
      woke.push(`${name} ${clock.now().toString().slice(17, 19)}`);
    }
  };
  void beat('three', 3);
  void beat('four', 4);
  await clock.advanceTo(noon.add({ seconds: 9 }));
  expect(woke).toEqual(['three 03', 'four 04', 'three 06', 'four 08', 'three 09']);
  expect(clock.now().toString()).toBe('2026-11-23T12:00:09Z');
});

it('resolves at once for the past and for a signal that has aborted, and on abort', async () => {
  const clock = new VirtualClock(noon);
  await clock.waitUntil(noon);
  await clock.waitUntil(noon.add({ hours: 1 }), AbortSignal.abort());
  const stop = new AbortController();
  const waiting = clock.waitUntil(noon.add({ hours: 1 }), stop.signal);
  stop.abort();
  await waiting;
  expect(clock.nextWake).toBeUndefined();
});

it('never goes backwards', async () => {
  await expect(new VirtualClock(noon).advanceTo(noon.subtract({ seconds: 1 }))).rejects.toThrow(/is past/);
});
