import { expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/clock.ts';
import type { Change } from '../contract/change.ts';
import { ChangeHub } from './change-hub.ts';

const START = Temporal.Instant.from('2026-11-29T09:00:00Z');

function hub() {
  const clock = new VirtualClock(START);
  const changes = new ChangeHub(clock);
  const listen = (userId = 'owner') => {
    const heard: Change[] = [];
    return { heard, stop: changes.listen(userId, (change) => heard.push(change)) };
  };
  return { clock, changes, listen };
}

test('whoever listens hears their own changes until they stop', () => {
  const { changes, listen } = hub();
  const [owner, tab, other] = [listen(), listen(), listen('other')];
  changes.publish('owner', { kind: 'jobs', ids: ['1'] });
  tab.stop();
  changes.publish('owner', { kind: 'jobs', ids: ['2'] });
  expect(owner.heard.map(({ ids }) => ids)).toEqual([['1'], ['2']]);
  expect(tab.heard).toEqual([{ kind: 'jobs', ids: ['1'] }]);
  expect(other.heard).toEqual([]);
});

test('whoever begins to listen is told what changed while the page was being read', async () => {
  const { clock, changes, listen } = hub();
  changes.publish('owner', { kind: 'entries', ids: ['long ago'] });
  await clock.advanceTo(START.add({ seconds: 10 }));
  changes.publish('owner', { kind: 'entries', ids: ['1'] });
  changes.publish('owner', { kind: 'jobs', ids: ['job'] });
  changes.publish('owner', { kind: 'entries', ids: ['2', '1'] });
  changes.publish('other', { kind: 'entries', ids: ['not theirs'] });
  await clock.advanceTo(START.add({ seconds: 20 }));
  expect(listen().heard).toEqual([
    { kind: 'entries', ids: ['1', '2'] },
    { kind: 'jobs', ids: ['job'] },
  ]);
  await clock.advanceTo(START.add({ seconds: 26 }));
  expect(listen().heard).toEqual([]);
});

test('of more ids than can be asked for at once, or of any, nobody is named', () => {
  const { changes, listen } = hub();
  for (let count = 0; count < 60; count += 1)
    changes.publish('owner', { kind: 'entries', ids: [`${count}`, `${count}b`] });
  changes.publish('owner', { kind: 'posts', ids: ['1'] });
  changes.publish('owner', { kind: 'posts', ids: [] });
  expect(listen().heard).toEqual([
    { kind: 'entries', ids: [] },
    { kind: 'posts', ids: [] },
  ]);
});

test('a gap makes everybody read everything again', () => {
  const { changes, listen } = hub();
  const { heard } = listen();
  changes.publishGap();
  expect(new Set(heard.map(({ kind }) => kind))).toEqual(
    new Set(['entries', 'posts', 'jobs', 'accounts', 'assets', 'notifications']),
  );
  expect(heard.every(({ ids }) => ids.length === 0)).toBe(true);
});

test('a clock that is put back keeps nothing for as long as that', () => {
  let now = START;
  const changes = new ChangeHub({ now: () => now });
  changes.publish('owner', { kind: 'jobs', ids: ['1'] });
  now = START.subtract({ hours: 1 });
  const heard: Change[] = [];
  changes.listen('owner', (change) => heard.push(change));
  expect(heard).toEqual([]);
});
