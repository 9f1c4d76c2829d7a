import { afterEach, expect, test } from 'vitest';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../testing/temporary-sandbox.ts';
import { createClock } from './clock.ts';
import { openDatabase } from './database.ts';

const folder = temporaryFolder();
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('the clock scales, moves and survives a restart', () => {
  fs.mkdirSync(folder, { recursive: true });
  let realMs = 1_000_000;
  const open = () => openDatabase(path.join(folder, 'clock.sqlite'));
  const database = open();
  const clock = createClock(database, () => realMs, 1);
  expect(clock.nowMs()).toBe(1_000_000);

  clock.advance(60_000);
  realMs += 1_000;
  expect(clock.nowMs()).toBe(1_061_000);
  clock.setSpeed(10);
  realMs += 1_000;
  expect(clock.nowMs()).toBe(1_071_000);
  clock.setSpeed(0);
  realMs += 1_000;
  expect(clock.nowMs()).toBe(1_071_000);
  clock.setSpeed(10);
  database.close();

  realMs += 100;
  const reopened = open();
  expect(createClock(reopened, () => realMs, 1).nowMs()).toBe(1_072_000);
  reopened.close();
});
