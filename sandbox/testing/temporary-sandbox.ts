/** A sandbox in a temporary folder, and its controls as functions. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox } from '../server.ts';
import type { Sandbox, SandboxOptions } from '../server.ts';

export type JsonObject = Record<string, unknown>;

export interface TemporarySandbox extends Sandbox {
  readonly folder: string;
  /** `control('POST', 'faults', {…})`; throws unless the answer is 2xx. */
  control(method: string, name: string, body?: unknown): Promise<unknown>;
  posts(): Promise<JsonObject[]>;
  requests(query?: string): Promise<JsonObject[]>;
  advance(duration: string): Promise<void>;
  fault(fault: JsonObject): Promise<void>;
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-test-'));
}

export async function temporarySandbox(options: Partial<SandboxOptions> = {}): Promise<TemporarySandbox> {
  const folder = options.folder ?? temporaryFolder();
  const sandbox = await startSandbox({ ...options, folder });
  const controls = controlsOf(sandbox.url);
  return {
    ...sandbox,
    ...controls,
    folder,
    close: async () => {
      await sandbox.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The controls of any running sandbox. */
export function controlsOf(url: string): Omit<TemporarySandbox, 'folder' | keyof Sandbox> {
  const control = async (method: string, name: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/_sandbox/${name}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const list = async (name: string): Promise<JsonObject[]> => {
    const answer = await control('GET', name);
    if (!Array.isArray(answer)) throw new Error(`${name} is not a list`);
    return answer;
  };
  return {
    control,
    posts: () => list('posts'),
    requests: (query = '') => list(`requests${query}`),
    advance: async (duration) => void (await control('POST', 'clock', { advance: duration })),
    fault: async (fault) => void (await control('POST', 'faults', fault)),
  };
}
