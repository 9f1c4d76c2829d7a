import type { ProposalDone, ProposalEvent, ProposalSummary, ProposedPiece } from '../../../src/contract/proposal.ts';
import type { SuggestionNote, SuggestionSource } from '../../../src/contract/suggestion.ts';
import { ApiProblem, createStore, keys, queryClient, streamEvents } from '../api/index.ts';
import type { Wish } from './wish.ts';

/** A run as this page has seen it. What it left behind is on the server; this is how it went. */
export interface Run {
  phase: 'idle' | 'running' | 'done' | 'stopped' | 'broken';
  wish: Wish | null;
  pieces: readonly ProposedPiece[];
  notes: readonly SuggestionNote[];
  source: SuggestionSource | null;
  summary: ProposalSummary | null;
  /** Why it broke off, `null` while it has not. */
  problem: unknown;
}

const IDLE: Run = {
  phase: 'idle',
  wish: null,
  pieces: [],
  notes: [],
  source: null,
  summary: null,
  problem: null,
};

export const run = createStore<Run>(IDLE);

let stop = new AbortController();

/**
 * Proposes; answers when it has ended, however it did. A run on its way is stopped first. `onFirst` hears when the
 * first post is to go out.
 */
export async function startRun(wish: Wish, onFirst: (scheduledAt: string) => void): Promise<Run> {
  stop.abort();
  const mine = new AbortController();
  stop = mine;
  run.set({ ...IDLE, phase: 'running', wish });
  const put = (change: Partial<Run>) => {
    // A run that was replaced has nothing more to say.
    if (stop === mine) run.set({ ...run.get(), ...change });
  };
  try {
    for await (const { name, data } of streamEvents('/v1/ai/calendar', wish, mine.signal)) {
      const now = run.get();
      if (name === 'piece') {
        const piece = data as ProposedPiece;
        const [slot] = piece.slots;
        if (now.pieces.length === 0 && slot !== undefined) onFirst(slot.scheduledAt);
        put({
          pieces: [...now.pieces, piece],
          source: piece.source.kind === 'model' ? piece.source : (now.source ?? piece.source),
        });
      } else if (name === 'note') put({ notes: [...now.notes, (data as ProposalEvent & { kind: 'note' }).note] });
      else if (name === 'error') throw problemIn(data);
      else if (name === 'done') {
        const { summary } = data as ProposalDone;
        put({ phase: 'done', summary, source: summary.source });
      }
    }
    if (mine.signal.aborted) put({ phase: 'stopped' });
    else if (run.get().phase === 'running') throw new ApiProblem('UNREACHABLE', 'The stream ended without its end.');
  } catch (error) {
    put({ phase: 'broken', problem: error });
  }
  // Whatever was heard of live, the server knows best what is there now.
  await queryClient.invalidateQueries({ queryKey: keys.entries.all });
  return run.get();
}

/** Hangs up; the server stops, and what came is kept. */
export function stopRun(): void {
  stop.abort();
}

export function forgetRun(): void {
  stop.abort();
  run.set(IDLE);
}

function problemIn(data: unknown): ApiProblem {
  const { message } = data as { message: string };
  return new ApiProblem('INTERNAL', message);
}
