/** The bytes the platforms were given, kept by their SHA-256 and served at `/_sandbox/media/<hash>`. */
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Collection, Database } from './database.ts';

export const keptMediaSchema = z.object({
  /** Lowercase hex SHA-256 of the bytes as received. */
  hash: z.string(),
  sizeBytes: z.int(),
  /** What it was sent as; for display only, checks look at the bytes. */
  contentType: z.string(),
});
export type KeptMedia = z.infer<typeof keptMediaSchema>;

/** Bytes that arrive piece by piece; nothing is kept until `finish`. */
export interface Incoming {
  write(bytes: Uint8Array): void;
  finish(contentType: string): KeptMedia;
  discard(): void;
}

export interface MediaStore {
  keep(bytes: Uint8Array, contentType: string): KeptMedia;
  receive(): Incoming;
  find(hash: string): KeptMedia | null;
  pathOf(hash: string): string;
  /** A resumable upload's bytes so far (0 when there are none); survives a restart. */
  uploadedBytes(name: string): number;
  /** Writes at `offset`, which must be ≤ uploadedBytes; later bytes are cut off. On disk when it returns. */
  writeUpload(name: string, offset: number, bytes: Uint8Array): void;
  /** Moves the finished upload into the store. */
  keepUpload(name: string, contentType: string): KeptMedia;
  clear(): void;
}

export function createMediaStore(folder: string, database: Database): MediaStore {
  const documents: Collection<KeptMedia> = database.collection('media', keptMediaSchema);
  const uploads = path.join(folder, 'uploads');
  fs.mkdirSync(uploads, { recursive: true });
  const pathOf = (hash: string): string => path.join(folder, hash);
  const uploadPath = (name: string): string => path.join(uploads, createHash('sha256').update(name).digest('hex'));

  function adopt(file: string, hash: string, sizeBytes: number, contentType: string): KeptMedia {
    fs.renameSync(file, pathOf(hash));
    const media = { hash, sizeBytes, contentType };
    documents.put(hash, media);
    return media;
  }

  function receive(): Incoming {
    const file = path.join(uploads, randomUUID());
    const handle = fs.openSync(file, 'wx');
    const digest = createHash('sha256');
    let sizeBytes = 0;
    return {
      write: (bytes) => {
        fs.writeSync(handle, bytes);
        digest.update(bytes);
        sizeBytes += bytes.byteLength;
      },
      finish: (contentType) => {
        fs.fsyncSync(handle);
        fs.closeSync(handle);
        return adopt(file, digest.digest('hex'), sizeBytes, contentType);
      },
      discard: () => {
        fs.closeSync(handle);
        fs.rmSync(file);
      },
    };
  }

  return {
    receive,
    pathOf,
    find: (hash) => documents.get(hash),
    keep: (bytes, contentType) => {
      const incoming = receive();
      incoming.write(bytes);
      return incoming.finish(contentType);
    },
    uploadedBytes: (name) => fs.statSync(uploadPath(name), { throwIfNoEntry: false })?.size ?? 0,
    writeUpload: (name, offset, bytes) => {
      const file = uploadPath(name);
      const handle = fs.openSync(file, fs.existsSync(file) ? 'r+' : 'w+');
      fs.ftruncateSync(handle, offset);
      fs.writeSync(handle, bytes, 0, bytes.byteLength, offset);
      fs.fsyncSync(handle);
      fs.closeSync(handle);
    },
    keepUpload: (name, contentType) => {
      const file = uploadPath(name);
      const { hash, sizeBytes } = hashOfFile(file);
      return adopt(file, hash, sizeBytes, contentType);
    },
    clear: () => {
      fs.rmSync(folder, { recursive: true, force: true });
      fs.mkdirSync(uploads, { recursive: true });
    },
  };
}

function hashOfFile(file: string): { hash: string; sizeBytes: number } {
  const digest = createHash('sha256');
  const handle = fs.openSync(file, 'r');
  const piece = Buffer.alloc(1 << 20);
  let sizeBytes = 0;
  for (let read = fs.readSync(handle, piece); read > 0; read = fs.readSync(handle, piece)) {
    digest.update(piece.subarray(0, read));
    sizeBytes += read;
  }
  fs.closeSync(handle);
  return { hash: digest.digest('hex'), sizeBytes };
}
