import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { Server } from '@tus/server';
import { PROBLEMS, type Result } from '../../contract/problem.ts';
import { type Caller, envelopeText, JSON_TYPE, problemOfStatus } from './answers.ts';
import type { Admission } from './admission.ts';
import { CheckedFileStore, type ChecksumClaim } from './checked-file-store.ts';

/** One request under way: who asks, since when, and what was admitted at creation. */
export interface Turn {
  caller: Caller;
  latencyMs(): number;
  admission: Admission | null;
  /** What the bytes of this request add up to, where the client says so. */
  checksum: ChecksumClaim | null;
}

export interface TusHooks {
  /** Before the first byte is accepted. */
  created(id: string, turn: Turn): Promise<void>;
  /** All bytes are there: the id of the asset they became. May throw: the client then asks again. */
  arrived(id: string): Promise<Result<string>>;
  bug(error: unknown): void;
}

/** The tus library, speaking our error envelope. `turns` tells its hooks which request they serve. */
export interface TusProtocol {
  server: Server;
  turns: AsyncLocalStorage<Turn>;
}

/**
 * tus 1.0 with creation (also with the first bytes), checksums and termination. Not offered: a length to be told later,
 * since the limit could not be held against it.
 */
export function tusProtocol(folder: string, path: string, hooks: TusHooks): TusProtocol {
  const turns = new AsyncLocalStorage<Turn>();
  const datastore = new CheckedFileStore(folder, turns);
  const server = new EnvelopeServer(
    {
      path,
      datastore,
      // `/v1/uploads/<id>` without a host: right behind any proxy.
      relativeLocation: true,
      // No other site may read the answers.
      allowedOrigins: [],
      namingFunction: () => randomBytes(16).toString('hex'),
      async onUploadCreate(_request, upload) {
        const turn = turns.getStore();
        if (turn !== undefined) await hooks.created(upload.id, turn);
        return {};
      },
      async onUploadFinish(_request, upload) {
        const result = await hooks.arrived(upload.id);
        if (result.ok) return { headers: { 'Asset-Id': result.value } };
        const turn = turns.getStore();
        return {
          status_code: PROBLEMS[result.problem.code].status,
          headers: { 'Content-Type': JSON_TYPE },
          body: envelopeText(result.problem, turn?.caller.requestId ?? '', turn?.latencyMs() ?? 0),
        };
      },
      onResponseError(_request, error) {
        if (!('status_code' in error) || error.status_code >= 500) hooks.bug(error);
        return undefined;
      },
    },
    turns,
  );
  return { server, turns };
}

/** Every refusal of the library goes through `write`: there its plain text becomes our envelope. */
class EnvelopeServer extends Server {
  private readonly turns: AsyncLocalStorage<Turn>;

  constructor(options: ConstructorParameters<typeof Server>[0], turns: AsyncLocalStorage<Turn>) {
    super(options);
    this.turns = turns;
  }

  override write(...[context, headers, status, body]: Parameters<Server['write']>): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    const turn = this.turns.getStore();
    headers.set('Content-Type', JSON_TYPE);
    const text = envelopeText(problemOfStatus(status), turn?.caller.requestId ?? '', turn?.latencyMs() ?? 0);
    return super.write(context, headers, status, text);
  }
}
