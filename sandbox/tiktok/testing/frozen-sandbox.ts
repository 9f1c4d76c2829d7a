/** A sandbox whose clock moves only when it is told to. */
import type { SandboxOptions } from '../../server.ts';
import { temporarySandbox } from '../../testing/temporary-sandbox.ts';
import type { TemporarySandbox } from '../../testing/temporary-sandbox.ts';

const MONDAY_MORNING = Date.UTC(2026, 10, 23, 9, 0, 0);

export function frozenSandbox(options: Partial<SandboxOptions> = {}): Promise<TemporarySandbox> {
  return temporarySandbox({ realNowMs: () => MONDAY_MORNING, ...options });
}
