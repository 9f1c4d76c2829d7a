import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { AssetFacts } from '../../contract/asset.ts';
import { ok, refuse, type Result } from '../../contract/problem.ts';
import { ACCEPTED_TYPES, type AcceptedType, isAcceptedType } from '../media-types.ts';
import { probe } from '../probe.ts';
import type { MediaStore } from '../storage/media-store.ts';
import { makeThumbnail } from '../thumbnail.ts';
import type { UploadRecord } from './ledger.ts';

/** A file that has arrived, been probed and stored: everything its row needs but the id and the time. */
export interface NewAsset {
  userId: string;
  uploadId: string;
  filename: string;
  /** Lower-case hex. */
  sha256: string;
  facts: AssetFacts;
  storageKey: string;
  /** A JPEG of a HEIC photo, which browsers show and versions for the channels are made from; else `null`. */
  readable: { storageKey: string; sizeBytes: number; width: number; height: number } | null;
  /** `null` for videos: their picture comes from the creator's browser (`acceptPoster`). */
  thumbnailKey: string | null;
}

/** What the caller does in the database. */
export interface AssetPort {
  /** The id of this user's asset with exactly these bytes, if there is one. */
  findByHash(userId: string, sha256: string): Promise<string | null>;
  /**
   * Writes the row in one transaction. When this user got the same bytes in the meantime (unique user and hash),
   * answers that asset and `kept: false`: the files named here are then removed again.
   */
  recordAsset(asset: NewAsset): Promise<{ assetId: string; kept: boolean }>;
}

export interface FinishTools {
  store: MediaStore;
  assets: AssetPort;
  newKey: () => string;
}

/**
 * Turns received bytes into an asset: sniff and probe, hash, look for a copy, store, write the row. The order is what
 * makes a crash harmless: the upload's file stays until the row stands, so a crash before it is done again from here; a
 * file stored without a row is found by `removeOrphanFiles`; a crash after the row finds it again by its hash. Refusals
 * are final for these bytes; anything thrown (database or disk away) is worth asking again.
 */
export async function finishUpload(record: UploadRecord, path: string, tools: FinishTools): Promise<Result<string>> {
  const probed = await probe(path);
  if (!probed.ok) return probed;
  const { facts, readable } = probed.value;
  const claim = holdAgainstClaim(record.declaredType, facts.mimeType);
  if (!claim.ok) return claim;
  const sha256 = await hashOf(path);
  const copy = await tools.assets.findByHash(record.userId, sha256);
  if (copy !== null) return ok(copy);
  const thumbnailKey = facts.kind === 'image' ? await storeThumbnail(readable ?? path, tools) : null;
  const readableKey = readable === null ? null : await storeBytes(readable, tools);
  const storageKey = tools.newKey();
  await tools.store.put(storageKey, { path });
  const { assetId, kept } = await tools.assets.recordAsset({
    userId: record.userId,
    uploadId: record.id,
    filename: record.filename,
    sha256,
    facts,
    storageKey,
    readable:
      readable === null || readableKey === null
        ? null
        : { storageKey: readableKey, sizeBytes: readable.length, width: facts.width, height: facts.height },
    thumbnailKey,
  });
  if (!kept) {
    for (const key of [storageKey, thumbnailKey, readableKey]) if (key !== null) await tools.store.delete(key);
  }
  return ok(assetId);
}

/**
 * Not what it claims: refused (spec.md 9, "Upload"). MP4 and MOV are one family: cameras and editors name either by
 * either ending, and both channels take both.
 */
function holdAgainstClaim(declared: AcceptedType, found: string): Result<null> {
  if (declared === found) return ok(null);
  const family = ['video/mp4', 'video/quicktime'];
  if (family.includes(declared) && family.includes(found)) return ok(null);
  const claimed = ACCEPTED_TYPES[declared].name;
  const real = isAcceptedType(found) ? ACCEPTED_TYPES[found] : null;
  if (real === null) return refuse('UNSUPPORTED_MEDIA', `The file says it is ${claimed}, but it is not.`);
  return refuse(
    'UNSUPPORTED_MEDIA',
    `The file says it is ${claimed}, but it is ${real.name}. Give it the ending .${real.extension} and upload it again.`,
    { declared, found },
  );
}

async function storeThumbnail(source: string | Uint8Array, tools: FinishTools): Promise<string> {
  const thumbnail = await makeThumbnail(source);
  return storeBytes(thumbnail.bytes, tools);
}

async function storeBytes(bytes: Buffer, tools: FinishTools): Promise<string> {
  const key = tools.newKey();
  await tools.store.put(key, { bytes });
  return key;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), hash);
  return hash.digest('hex');
}
