import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { S3Calls } from './s3-store.ts';

export interface S3Settings {
  bucket: string;
  /** For MinIO, R2 and the like (`AWS_ENDPOINT_URL`); `null`: Amazon. */
  endpoint: string | null;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | null;
}

/** S3 through Amazon's own client. Works with what speaks the same dialect: path-style addresses, no checksums beyond S3's own. */
export function s3Calls(settings: S3Settings): S3Calls {
  const { bucket, endpoint } = settings;
  const client = new S3Client({
    region: settings.region,
    credentials: {
      accessKeyId: settings.accessKeyId,
      secretAccessKey: settings.secretAccessKey,
      ...(settings.sessionToken === null ? {} : { sessionToken: settings.sessionToken }),
    },
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    // The client's newer default adds trailing checksums, which most other S3 servers refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    async put(objectKey, body) {
      const length = 'path' in body ? (await stat(body.path)).size : body.bytes.length;
      const content = 'path' in body ? createReadStream(body.path) : body.bytes;
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: objectKey, Body: content, ContentLength: length }));
    },
    async get(objectKey, range) {
      const part = range === null ? {} : { Range: `bytes=${range.start}-${range.end - 1}` };
      const answer = await orMissing(client.send(new GetObjectCommand({ Bucket: bucket, Key: objectKey, ...part })));
      return answer?.Body === undefined ? null : (answer.Body as unknown as AsyncIterable<Uint8Array>);
    },
    async size(objectKey) {
      const answer = await orMissing(client.send(new HeadObjectCommand({ Bucket: bucket, Key: objectKey })));
      return answer?.ContentLength ?? null;
    },
    async delete(objectKey) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: objectKey }));
    },
    async list(prefix, next) {
      const following = next === null ? {} : { ContinuationToken: next };
      const answer = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...following }));
      const objects = (answer.Contents ?? []).flatMap(({ Key, LastModified }) =>
        Key === undefined || LastModified === undefined
          ? []
          : [{ objectKey: Key, storedAt: Temporal.Instant.fromEpochMilliseconds(LastModified.getTime()) }],
      );
      return { objects, next: answer.NextContinuationToken ?? null };
    },
  };
}

/** `null` for "no such key"; everything else stays an error. */
async function orMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  }
}
