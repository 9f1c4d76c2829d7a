import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../testing/temporary-sandbox.ts';
import { openDatabase } from './database.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const noteSchema = z.object({ text: z.string() });

test('documents are listed and counted by owner and instant', () => {
  const database = openDatabase(path.join(folder, 'a.sqlite'));
  const notes = database.collection('note', noteSchema);
  for (const [id, owner, at] of [
    ['a', 'x', 10],
    ['b', 'x', 30],
    ['c', 'y', 20],
    ['d', 'x', 20],
  ] as const) {
    notes.put(id, { text: id }, { owner, at });
  }
  expect(notes.list({ owner: 'x' }).map((note) => note.text)).toEqual(['a', 'b', 'd']);
  expect(notes.list({ owner: 'x', newestFirst: true, limit: 2 }).map((note) => note.text)).toEqual(['b', 'd']);
  expect(notes.count({ owner: 'x', since: 20 })).toBe(2);
  expect(notes.count({ owner: 'x', until: 20 })).toBe(2);

  notes.put('a', { text: 'changed' });
  expect(notes.get('a')).toEqual({ text: 'changed' });
  expect(notes.count({ owner: 'x', until: 10 })).toBe(1);
  expect(notes.remove('a')).toBe(true);
  expect(notes.remove('a')).toBe(false);
  database.close();
});

test('only what was flushed is there for another reader', () => {
  const file = path.join(folder, 'b.sqlite');
  const writer = openDatabase(file);
  const reader = openDatabase(file);
  writer.collection('note', noteSchema).put('a', { text: 'one' });
  expect(reader.collection('note', noteSchema).get('a')).toBeNull();
  writer.flush();
  expect(reader.collection('note', noteSchema).get('a')).toEqual({ text: 'one' });
  writer.close();
  reader.close();
});
