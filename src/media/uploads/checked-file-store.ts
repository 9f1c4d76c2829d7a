import type { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { ERRORS } from '@tus/server';

/** What a client says the bytes of this one request add up to (tus 1.0, "Checksum"). */
export interface ChecksumClaim {
  algorithm: 'sha1' | 'sha256';
  base64: string;
}

export const CHECKSUM_ALGORITHMS = 'sha1,sha256';

/** `sha256 <base64>`; `null`: not one that can be checked here. */
export function readChecksum(header: string): ChecksumClaim | null {
  const found = /^(sha1|sha256) ([A-Za-z0-9+/]+={0,2})$/.exec(header.trim());
  if (found === null) return null;
  return { algorithm: found[1] === 'sha1' ? 'sha1' : 'sha256', base64: found[2] ?? '' };
}

/**
 * Receives bytes into files. Bytes that do not add up to what the client said are taken out again, and a full disk is
 * told as one: the library knows neither.
 */
export class CheckedFileStore extends FileStore {
  private readonly turns: AsyncLocalStorage<{ checksum: ChecksumClaim | null }>;

  constructor(directory: string, turns: AsyncLocalStorage<{ checksum: ChecksumClaim | null }>) {
    super({ directory });
    this.turns = turns;
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'checksum'];
  }

  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    const path = join(this.directory, id);
    const claim = this.turns.getStore()?.checksum ?? null;
    const hash = claim === null ? null : createHash(claim.algorithm);
    const counter = counting(hash);
    try {
      await pipeline(bytes, counter.stream, createWriteStream(path, { flags: 'r+', start: offset }));
    } catch (error) {
      // Cut off: nobody can tell whether what came is right. Without a claim it is kept, and the client goes on from there.
      if (claim !== null) await truncate(path, offset);
      throw isFullDisk(error) ? refusal(507) : ERRORS.FILE_WRITE_ERROR;
    }
    if (claim !== null && hash?.digest('base64') !== claim.base64) {
      await truncate(path, offset);
      throw refusal(460);
    }
    return offset + counter.received();
  }
}

function counting(hash: Hash | null): { stream: Transform; received: () => number } {
  let received = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      received += chunk.length;
      hash?.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, received: () => received };
}

function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** As the library throws its own; the words are ours (answers.ts). */
function refusal(status: number): Error {
  return Object.assign(new Error(`upload refused with ${String(status)}`), { status_code: status, body: '' });
}
