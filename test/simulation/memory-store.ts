import type { MediaStore } from '../../src/media/storage/media-store.ts';

/** The files of a run: every one begins with the id of its asset, so that a platform's copy tells whose it is. */
export class MemoryStore {
  readonly files = new Map<string, Buffer>();

  asMediaStore(): MediaStore {
    return {
      put: () => Promise.reject(new Error('the simulation draws no pictures')),
      read: (key, range) => {
        const bytes = this.files.get(key);
        return Promise.resolve(bytes === undefined ? null : oneChunk(bytes.subarray(range?.start, range?.end)));
      },
      size: (key) => Promise.resolve(this.files.get(key)?.length ?? null),
      delete: () => Promise.resolve(),
      list: () => oneChunkless(),
    };
  }
}

async function* oneChunk(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function* oneChunkless(): AsyncIterable<never> {
  // Nothing is ever listed.
}
