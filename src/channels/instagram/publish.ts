import type { AdapterTools, Checkpoint, Progress, PublishRequest } from '../adapter.ts';
import type { PublishOutcome } from '../../domain/outcome.ts';
import { checkDailyBudget, lookBefore } from './baseline.ts';
import { prepareContainer } from './containers.ts';
import { isUnclear } from './progress.ts';
import { publishContainer, published } from './publish-container.ts';
import { FIRST_QUESTION } from './question-schedule.ts';
import type { InstagramSettings } from './settings.ts';
import { beginTurn, instagramKind, unclearFailure, type Turn } from './turn.ts';

/**
 * Room left today → a container (for a carousel its items first) → ready → how it looks before → publish. Each part
 * takes up what an earlier turn has done, and ends the turn where there is nothing to do but wait.
 */
export async function* publish(
  settings: InstagramSettings,
  tools: AdapterTools,
  request: PublishRequest,
  stored: Progress,
): AsyncGenerator<Checkpoint, PublishOutcome, void> {
  const turn = beginTurn(settings, tools, request, stored);
  const { progress } = turn.journal;
  if (progress.mediaId !== null) return published(turn, progress.mediaId);
  if (isUnclear(progress)) {
    return { kind: 'unknown', failure: unclearFailure(), askAt: tools.clock.now().add(FIRST_QUESTION) };
  }
  const kind = instagramKind(turn);
  if (kind === null) return { kind: 'needsPerson', failure: noMedia() };

  if (hasNothingYet(turn)) {
    const budget = yield* checkDailyBudget(turn);
    if (!budget.ok) return budget.outcome;
  }
  const container = yield* prepareContainer(turn, kind);
  if (!container.ok) return container.outcome;
  const baseline = yield* lookBefore(turn, kind);
  if (!baseline.ok) return baseline.outcome;
  return yield* publishContainer(turn, container.value, baseline.value);
}

function hasNothingYet({ journal }: Turn): boolean {
  return journal.progress.container === null && journal.progress.children.every((child) => child === null);
}

function noMedia() {
  return {
    failureClass: 'media',
    says: { word: 'instagram.noMedia' },
    platformCode: null,
    traceId: null,
    httpStatus: null,
  } as const;
}
