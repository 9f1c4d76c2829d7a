import { mkdirSync } from 'node:fs';
import { rm, stat, statfs } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { ok, PROBLEMS, type Problem, type Result } from '../../contract/problem.ts';
import { megabytesText } from '../../domain/media-text.ts';
import { newMediaKey, type MediaStore } from '../storage/media-store.ts';
import { admit } from './admission.ts';
import { answer, answerProblem, type Caller } from './answers.ts';
import { type AssetPort, finishUpload } from './finish.ts';
import { CHECKSUM_ALGORITHMS, readChecksum } from './checked-file-store.ts';
import { UploadLedger, type UploadRecord } from './ledger.ts';
import { type Turn, tusProtocol, type TusProtocol } from './tus-protocol.ts';

export interface UploadServerOptions {
  /** Its own folder: bytes that are still arriving, and notes about them. Survives the server. */
  folder: string;
  /** Where it is mounted. */
  path: string;
  store: MediaStore;
  assets: AssetPort;
  now: () => Temporal.Instant;
  /** For the log: something that should not happen did. The client is told to resume. */
  onBug: (error: unknown) => void;
  newKey?: () => string;
  /** Free bytes on the disk of `folder`. */
  freeBytes?: (folder: string) => Promise<number>;
}

export interface UploadServer {
  /** Answers a raw Node request whose body nobody has read yet. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void>;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  turn: Turn;
}

type OngoingMethod = 'HEAD' | 'PATCH' | 'DELETE';

/** Left free for the database and everything else on that disk. */
const RESERVED_BYTES = 256_000_000;

/**
 * The resumable upload endpoint (spec.md 9, "Upload"). An upload belongs to whoever created it: to others it does not
 * exist. The answer that completes it carries `Asset-Id`, or says why there is none; asked again (PATCH or HEAD), also
 * by another server on the same folder, it says the same.
 */
export function createUploadServer(options: UploadServerOptions): UploadServer {
  const uploads = new Uploads(options);
  return { handle: (request, response, caller) => uploads.handle(request, response, caller) };
}

class Uploads {
  private readonly options: UploadServerOptions;
  private readonly ledger: UploadLedger;
  private readonly bytesFolder: string;
  private readonly tus: TusProtocol;
  private readonly finishing = new Map<string, Promise<Result<string>>>();

  constructor(options: UploadServerOptions) {
    this.options = options;
    this.bytesFolder = join(options.folder, 'bytes');
    mkdirSync(this.bytesFolder, { recursive: true, mode: 0o700 });
    this.ledger = new UploadLedger(join(options.folder, 'ledger'));
    this.tus = tusProtocol(this.bytesFolder, options.path, {
      created: (id, turn) => this.noteCreation(id, turn),
      arrived: (id) => this.finish(id),
      bug: options.onBug,
    });
  }

  async handle(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> {
    const startedAt = this.options.now();
    const latencyMs = () => this.options.now().epochMilliseconds - startedAt.epochMilliseconds;
    const exchange: Exchange = { request, response, turn: { caller, admission: null, checksum: null, latencyMs } };
    try {
      await this.route(exchange);
    } catch (error) {
      this.options.onBug(error);
      const message = 'The upload cannot go on right now; resume it in a moment.';
      if (response.headersSent) response.destroy();
      else refuse(exchange, { code: 'UNAVAILABLE', message });
    }
  }

  private async route(exchange: Exchange): Promise<void> {
    const { method, headers } = exchange.request;
    if (method === 'OPTIONS') {
      exchange.response.setHeader('Tus-Checksum-Algorithm', CHECKSUM_ALGORITHMS);
      return this.speakTus(exchange);
    }
    const claimed = headers['upload-checksum'];
    if (claimed !== undefined) {
      exchange.turn.checksum = readChecksum(String(claimed));
      const message = `Upload-Checksum must be one of ${CHECKSUM_ALGORITHMS}, a space, and the digest in base64.`;
      if (exchange.turn.checksum === null) return refuse(exchange, { code: 'INVALID_INPUT', message });
    }
    if (method === 'POST') return this.create(exchange);
    if (method === 'HEAD' || method === 'PATCH' || method === 'DELETE') return this.goOn(exchange, method);
    return refuse(
      exchange,
      { code: 'INVALID_INPUT', message: 'Uploads speak tus 1.0: POST, HEAD, PATCH, DELETE.' },
      405,
    );
  }

  private async create(exchange: Exchange): Promise<void> {
    const admission = admit(exchange.request.headers);
    if (!admission.ok) return refuse(exchange, admission.problem);
    const { lengthBytes } = admission.value;
    const free = await (this.options.freeBytes ?? freeBytesOf)(this.bytesFolder);
    if (free - RESERVED_BYTES < lengthBytes) {
      const message = `The server's disk has no room for ${megabytesText(lengthBytes)}. Delete media that is no longer needed, or give it more space.`;
      return refuse(exchange, { code: 'STORAGE_FULL', message });
    }
    return this.speakTus({ ...exchange, turn: { ...exchange.turn, admission: admission.value } });
  }

  /** HEAD, PATCH and DELETE of an upload that exists and is the caller's. */
  private async goOn(exchange: Exchange, method: OngoingMethod): Promise<void> {
    const id = new URL(exchange.request.url ?? '', 'http://local').pathname.split('/').at(-1) ?? '';
    // Whoever asks while it is being finished waits for the outcome; a failure is told to the one who caused it.
    await this.finishing.get(id)?.catch(() => null);
    const record = await this.ledger.read(id);
    if (record?.userId !== exchange.turn.caller.userId) {
      return refuse(exchange, { code: 'NOT_FOUND', message: 'There is no such upload; begin it again.' });
    }
    if (record.state.kind !== 'receiving') return this.afterwards(exchange, record, method);
    const received = await this.receivedBytes(id);
    if (method === 'HEAD' && received === record.lengthBytes) {
      // The answer to the last PATCH was lost, or the server died over it: finish now, and say what came of it.
      await this.finish(id);
    }
    // Read again: it may have been finished between the two looks, by us or by another request.
    const settled = method === 'HEAD' || received === null ? await this.ledger.read(id) : null;
    if (settled !== null && settled.state.kind !== 'receiving') return this.afterwards(exchange, settled, method);
    await this.speakTus(exchange);
    if (method === 'DELETE' && exchange.response.statusCode === 204) await this.ledger.remove(id);
  }

  /** What is answered about an upload that has become an asset, or was refused. */
  private async afterwards(exchange: Exchange, record: UploadRecord, method: OngoingMethod): Promise<void> {
    const { request, response } = exchange;
    if (method === 'DELETE') {
      // Only the note goes: the asset is deleted through the media library.
      await this.ledger.remove(record.id);
      return answer(response, 204);
    }
    if (record.state.kind === 'refused') return refuse(exchange, record.state.problem);
    const length = String(record.lengthBytes);
    if (method === 'PATCH' && request.headers['upload-offset'] !== length) {
      return refuse(exchange, { code: 'VERSION_CONFLICT', message: 'This upload is complete.' });
    }
    request.resume();
    const asset: Record<string, string> = record.state.kind === 'done' ? { 'Asset-Id': record.state.assetId } : {};
    const headers = { 'Upload-Offset': length, ...asset };
    return method === 'PATCH'
      ? answer(response, 204, headers)
      : answer(response, 200, { ...headers, 'Upload-Length': length });
  }

  private async noteCreation(id: string, turn: Turn): Promise<void> {
    if (turn.admission === null) throw new Error('an upload was created that nobody admitted');
    await this.ledger.write({
      id,
      userId: turn.caller.userId,
      ...turn.admission,
      createdAt: this.options.now().toString(),
      state: { kind: 'receiving' },
    });
  }

  /** Once at a time for each upload; everybody who asks meanwhile gets the same answer. */
  private finish(id: string): Promise<Result<string>> {
    const underWay = this.finishing.get(id);
    if (underWay !== undefined) return underWay;
    const work = this.finishOnce(id).finally(() => this.finishing.delete(id));
    this.finishing.set(id, work);
    return work;
  }

  private async finishOnce(id: string): Promise<Result<string>> {
    const record = await this.ledger.read(id);
    if (record === null) throw new Error('the note of an upload has vanished');
    if (record.state.kind === 'done') return ok(record.state.assetId);
    if (record.state.kind === 'refused') return { ok: false, problem: record.state.problem };
    const path = join(this.bytesFolder, id);
    const { store, assets, newKey = newMediaKey } = this.options;
    const result = await finishUpload(record, path, { store, assets, newKey });
    const state = result.ok
      ? { kind: 'done' as const, assetId: result.value }
      : { kind: 'refused' as const, problem: result.problem };
    await this.ledger.write({ ...record, state });
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
    return result;
  }

  /** How much has arrived; `null` when there is no file (any more). */
  private async receivedBytes(id: string): Promise<number | null> {
    const found = await stat(join(this.bytesFolder, id)).catch(() => null); // gone: told by tus as 404 or 410
    return found?.size ?? null;
  }

  private speakTus({ request, response, turn }: Exchange): Promise<void> {
    return this.tus.turns.run(turn, () => this.tus.server.handle(request, response));
  }
}

function refuse({ request, response, turn }: Exchange, problem: Problem, status?: number): void {
  const tags = { requestId: turn.caller.requestId, latencyMs: turn.latencyMs() };
  answerProblem(request, response, problem, { ...tags, status: status ?? PROBLEMS[problem.code].status });
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
