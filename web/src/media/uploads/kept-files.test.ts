import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetAllUploads, notedUploads, noteUpload } from './kept-files.ts';

beforeEach(() => {
  // As in a browser: the names of what is stored are the own keys of the storage itself.
  const storage: Record<string, string> = {};
  const methods = {
    getItem: (name: string) => storage[name] ?? null,
    setItem: (name: string, value: string) => void (storage[name] = value),
    removeItem: (name: string) => Reflect.deleteProperty(storage, name),
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(storage, name, { value });
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => vi.unstubAllGlobals());

test('whoever signs out leaves no upload to the next person at this browser, and other settings alone', async () => {
  localStorage.setItem('punctual-theme', 'dark');
  for (const [order, key] of ['one', 'two'].entries()) {
    noteUpload({
      key,
      place: 'library',
      order,
      filename: `${key}.jpg`,
      sizeBytes: 9,
      type: 'image/jpeg',
      replaces: null,
    });
  }
  expect(notedUploads().map((kept) => kept.key)).toEqual(['one', 'two']);
  await forgetAllUploads();
  expect(notedUploads()).toEqual([]);
  expect(localStorage.getItem('punctual-theme')).toBe('dark');
});
