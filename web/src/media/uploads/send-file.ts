import { DetailedError, Upload } from 'tus-js-client';
import { session } from '../../api/index.ts';
import { currentLocale } from '../../i18n/index.ts';
import { watchSilence } from './silence.ts';
import type { UploadProblem } from './upload-item.ts';

/** Where uploads go (spec.md 9, "Upload"). */
const ENDPOINT = '/v1/uploads';
/** Under what proxies commonly let through in one request. */
const CHUNK_BYTES = 64_000_000;
/** A minute and a half of trying by itself; after that a person is told. */
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 30_000];
/** With bytes or an answer outstanding. */
const STALLED_MS = 60_000;
/** After the last byte, while the server looks into the file: gigabytes take it minutes. */
const FINISHING_MS = 600_000;
/** Begun anew as often without getting any further; then a person is told. */
const MOST_STALLS = 3;

export interface Sending {
  onProgress: (sentBytes: number) => void;
  onDone: (assetId: string) => void;
  onFailed: (problem: UploadProblem) => void;
}

/**
 * Sends a file, going on from where an earlier try under the same key stopped. Answers how to stop it. By the key and not
 * by name, size and time, as the library would: two copies of a file must not share one upload, and a file that a
 * browser has kept over a reload may come back with another time.
 */
export function sendFile(file: File, key: string, told: Sending): { pause: () => void; cancel: () => void } {
  let [stopped, stalls, furthestBytes] = [false, 0, 0];
  const silence = watchSilence(() => {
    upload.abort().catch(() => undefined);
    stalls += 1;
    if (stalls > MOST_STALLS) {
      silence.stop();
      return told.onFailed({ kind: 'offline' });
    }
    silence.heard(STALLED_MS);
    // Asks the server how far it is, and goes on from there.
    upload.start();
  });
  const upload = new Upload(file, {
    endpoint: ENDPOINT,
    metadata: { filename: file.name, filetype: file.type },
    headers: { 'Accept-Language': currentLocale() },
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    removeFingerprintOnSuccess: true,
    fingerprint: () => Promise.resolve(`punctual-${key}`),
    onShouldRetry: (error) => isPassing(statusOf(error)),
    onAfterResponse: (request, response) => {
      silence.heard(STALLED_MS);
      if (request.getMethod() === 'HEAD' && saysNothing(response.getStatus())) {
        throw new NotToldError(response.getStatus());
      }
    },
    onProgress: (sentBytes) => {
      silence.heard(sentBytes < file.size ? STALLED_MS : FINISHING_MS);
      if (sentBytes > furthestBytes) [stalls, furthestBytes] = [0, sentBytes];
      told.onProgress(sentBytes);
    },
    onSuccess: ({ lastResponse }) => {
      silence.stop();
      const assetId = lastResponse.getHeader('Asset-Id');
      if (assetId === undefined || assetId === '') told.onFailed({ kind: 'unknown' });
      else told.onDone(assetId);
    },
    onError: (error) => {
      silence.stop();
      told.onFailed(problemOf(error));
    },
  });
  const begin = async () => {
    const last = (await upload.findPreviousUploads()).at(-1);
    if (last !== undefined) upload.resumeFromPreviousUpload(last);
    if (stopped) return;
    silence.heard(STALLED_MS);
    upload.start();
  };
  void begin();
  const stop = (forGood: boolean) => {
    stopped = true;
    silence.stop();
    // Nobody waits for the server to agree: an upload left behind expires there.
    upload.abort(forGood && upload.url !== null).catch(() => undefined);
  };
  return { pause: () => stop(false), cancel: () => stop(true) };
}

/** The server did not say how far the upload is. */
class NotToldError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The server answered ${String(status)} when asked how far the upload is`);
    this.status = status;
  }
}

/**
 * Asked how far an upload is, a server in trouble, a full one or one that knows no session has said nothing about it. The
 * library would take that for "there is none" and begin a second upload from the first byte.
 */
function saysNothing(status: number): boolean {
  return status >= 500 || status === 401 || status === 403 || status === 408 || status === 429;
}

function statusOf(error: DetailedError): number {
  if (error.causingError instanceof NotToldError) return error.causingError.status;
  return error.originalResponse?.getStatus() ?? 0;
}

/** No answer, a server in trouble, or one that is busy: worth another try without asking anybody. */
function isPassing(status: number): boolean {
  return status === 0 || status >= 500 || status === 408 || status === 409 || status === 423 || status === 429;
}

function problemOf(error: unknown): UploadProblem {
  if (!(error instanceof DetailedError)) return { kind: 'offline' };
  const status = statusOf(error);
  if (status === 401) {
    session.lost();
    return { kind: 'signed_out' };
  }
  if (error.originalResponse === null) return { kind: 'offline' };
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
