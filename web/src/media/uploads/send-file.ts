import { DetailedError, Upload } from 'tus-js-client';
import { session } from '../../api/index.ts';
import { currentLocale } from '../../i18n/index.ts';
import type { UploadProblem } from './upload-item.ts';

/** Where uploads go (spec.md 9, "Upload"). */
const ENDPOINT = '/v1/uploads';
/** Under what proxies commonly let through in one request. */
const CHUNK_BYTES = 64_000_000;
/** A minute and a half of trying by itself; after that a person is told. */
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 30_000];

export interface Sending {
  onProgress: (sentBytes: number) => void;
  onDone: (assetId: string) => void;
  onFailed: (problem: UploadProblem) => void;
}

/** Sends a file, going on from where an earlier try of the same file stopped. Answers how to stop it. */
export function sendFile(file: File, told: Sending): { pause: () => void; cancel: () => void } {
  const upload = new Upload(file, {
    endpoint: ENDPOINT,
    metadata: { filename: file.name, filetype: file.type },
    headers: { 'Accept-Language': currentLocale() },
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    removeFingerprintOnSuccess: true,
    onShouldRetry: (error) => isPassing(error.originalResponse?.getStatus() ?? 0),
    onProgress: told.onProgress,
    onSuccess: ({ lastResponse }) => {
      const assetId = lastResponse.getHeader('Asset-Id');
      if (assetId === undefined || assetId === '') told.onFailed({ kind: 'unknown' });
      else told.onDone(assetId);
    },
    onError: (error) => told.onFailed(problemOf(error)),
  });
  let stopped = false;
  const begin = async () => {
    const last = (await upload.findPreviousUploads()).at(-1);
    if (last !== undefined) upload.resumeFromPreviousUpload(last);
    if (!stopped) upload.start();
  };
  void begin();
  const stop = (forGood: boolean) => {
    stopped = true;
    // Nobody waits for the server to agree: an upload left behind expires there.
    upload.abort(forGood && upload.url !== null).catch(() => undefined);
  };
  return { pause: () => stop(false), cancel: () => stop(true) };
}

/** No answer, a server in trouble, or one that is busy: worth another try without asking anybody. */
function isPassing(status: number): boolean {
  return status === 0 || status >= 500 || status === 409 || status === 423 || status === 429;
}

function problemOf(error: unknown): UploadProblem {
  if (!(error instanceof DetailedError) || error.originalResponse === null) return { kind: 'offline' };
  const status = error.originalResponse.getStatus();
  if (status === 401) {
    session.lost();
    return { kind: 'signed_out' };
  }
  const said = saidIn(error.originalResponse.getBody());
  if (said !== null) return { kind: 'refused', said };
  return { kind: status >= 500 ? 'offline' : 'unknown' };
}

/** The message of the API's error envelope. */
function saidIn(body: string): string | null {
  try {
    const value = JSON.parse(body) as { error?: { message?: unknown } | null } | null;
    return typeof value?.error?.message === 'string' ? value.error.message : null;
  } catch {
    // A proxy's page: nothing in it is for the reader.
    return null;
  }
}
