import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterEach, describe } from 'vitest';
import { s3Calls } from './s3-calls.ts';
import { s3Store } from './s3-store.ts';
import { storeConformance } from './store-conformance.ts';

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** A real S3-speaking server with one empty bucket. */
async function startBucket(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 's3-test-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: 'bucket' }],
  });
  const { port } = await server.run();
  cleanUps.push(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  return `http://127.0.0.1:${port}`;
}

describe('S3 over the wire', () => {
  storeConformance(async () => {
    const endpoint = await startBucket();
    const settings = {
      bucket: 'bucket',
      endpoint,
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      sessionToken: null,
    };
    return s3Store(s3Calls(settings), 'media/');
  });
});
