import type { Channel } from '../../contract/channel.ts';
import type { Locale } from '../../contract/me.ts';
import type { ProposalEvent, ProposalSummary, ProposeCalendar, ProposedPiece } from '../../contract/proposal.ts';
import type { ModelUsage, SuggestionSource, VoiceCard } from '../../contract/suggestion.ts';
import type { Clock } from '../../domain/clock.ts';
import { builtInCaption, builtInHashtags } from '../built-in/suggest.ts';
import type { ChannelTimes, PostContext } from '../context.ts';
import { materialOf } from '../material.ts';
import { systemPrompt, TopicsReplySchema, topicsPrompt } from '../providers/prompts.ts';
import { note, reason } from '../reasons.ts';
import type { Asked, Asker, Suggester } from '../suggester.ts';
import { withoutOrders } from '../text/orders.ts';
import { emptyDiff, whatChanged } from './diff.ts';
import { isOurs, keyOf, likeness, takeMatch, type ExistingPiece } from './match-pieces.ts';
import { readTopics, type Topic } from './model-topics.ts';
import { createPlacer } from './place-pieces.ts';
import { ideasOf, titleOf, type Idea } from './read-plan.ts';

export interface ProposalTools {
  suggester: Suggester;
  clock: Clock;
  asker: Omit<Asker, 'images'>;
  locale: Locale;
  voice: VoiceCard;
  learntFrom: number;
  /** `booked` without this calendar's own entries: those are in `existing`. */
  times: Partial<Record<Channel, ChannelTimes>>;
  existing: readonly ExistingPiece[];
}

/** An idea on its way to becoming a piece, whoever had it. */
interface Proposal {
  idea: Idea;
  topic: Topic | null;
  source: SuggestionSource;
}

const BATCH = 6;
/** Two topics with more of their words in common are one. */
const SAME_TOPIC = 0.8;
/** So much of an idea's words in a topic, and the plan's line need not be proposed beside it. */
const COVERED = 0.4;
const KEEP_ALIVE_SECONDS = 15;
const BUILT_IN: SuggestionSource = { kind: 'built_in' };

/**
 * Proposes a calendar piece by piece and ends with the summary and its diff. Days the plan names are kept to; every
 * other time is the scheduler's. What the creator edited, scheduled or published is neither changed nor proposed again.
 * A model that fails midway is replaced by the plan itself. Stopping (`asker.stop`) ends it with what there is.
 */
export async function* proposeCalendar(
  request: ProposeCalendar,
  tools: ProposalTools,
): AsyncGenerator<ProposalEvent, ProposalSummary> {
  const { clock, locale, existing } = tools;
  const began = clock.now();
  const [plan, goals] = [withoutOrders(request.plan), withoutOrders(request.goals)];
  if (plan.hadOrders || goals.hadOrders) yield { kind: 'note', note: note('orders_ignored', locale) };
  const context = contextOf(`${plan.text}\n${goals.text}`.trim(), request, tools);
  const ideas = ideasOf(
    plan.text.trim() === '' ? goals.text : plan.text,
    Temporal.PlainDate.from(request.startDate),
    Temporal.PlainDate.from(request.endDate),
  );
  const kept = existing.filter((piece) => !isOurs(piece));
  const openKept = [...kept];
  const openIdeas = ideas.filter((idea) => takeMatch(openKept, keyed(idea)) === null);
  const pool = existing.filter(isOurs);
  const pins = openIdeas.flatMap(({ pin }) => (pin === null ? [] : [pin]));
  const placer = createPlacer(request, tools.times, keptInstants(kept), pins, clock.now());

  const diff = emptyDiff();
  diff.kept = kept.map(({ entryKey, title }) => ({ entryKey, title }));
  const usedKeys = new Set(existing.map(({ entryKey }) => entryKey));
  const unplaced: string[] = [];
  const usages: ModelUsage[] = [];
  let source = BUILT_IN;
  let pieceCount = 0;
  const proposals = proposalsOf();
  for (;;) {
    const step = await proposals.next();
    if (step.done === true || tools.asker.stop?.aborted === true) break;
    if ('kind' in step.value) {
      yield step.value;
      continue;
    }
    const slots = placer.place(step.value.idea.pin);
    if (slots === null) {
      unplaced.push(step.value.idea.title);
      continue;
    }
    source = step.value.source.kind === 'model' ? step.value.source : source;
    const piece = finish(step.value, slots);
    pieceCount += 1;
    yield piece;
  }
  const isStopped = tools.asker.stop?.aborted === true;
  // A run that was cut short has not seen all of the plan, so what it did not reach is not gone.
  if (!isStopped) diff.removed = pool.map(({ entryKey, title }) => ({ entryKey, title }));
  return {
    status: isStopped ? 'timeout' : pieceCount === 0 && kept.length === 0 ? 'failed' : 'completed',
    pieceCount,
    diff,
    unplaced,
    slotsLeftOver: placer.free,
    source,
    usage: sumOf(usages),
    latencyMs: Math.round(clock.now().since(began).total('milliseconds')),
  };

  /** The creator's pinned ideas first, since their days are theirs; then the model's topics, then the rest of the plan. */
  async function* proposalsOf(): AsyncGenerator<Proposal | ProposalEvent> {
    if (tools.suggester.hasModel) {
      const proposed = kept.map(({ title }) => title);
      for (const idea of openIdeas.filter(({ pin }) => pin !== null)) {
        proposed.push(idea.title);
        yield { idea, topic: null, source: BUILT_IN };
      }
      const covered = yield* modelProposals(proposed);
      const left = openIdeas.filter(
        ({ pin, brief }) => pin === null && !covered.some((each) => likeness(each, brief) > COVERED),
      );
      for (const idea of left) yield { idea, topic: null, source: BUILT_IN };
      return;
    }
    if (ideas.length === 0) yield { kind: 'note', note: note('brief_empty', locale) };
    for (const idea of openIdeas) yield { idea, topic: null, source: BUILT_IN };
  }

  /** Topics in batches, so that the first show while the next are thought of. Answers what they cover. */
  async function* modelProposals(proposed: string[]): AsyncGenerator<Proposal | ProposalEvent, string[]> {
    const material = materialOf(context);
    const covered: string[] = [];
    while (placer.free > 0 && tools.asker.stop?.aborted !== true) {
      const wanted = Math.min(BATCH, placer.free);
      const asked = yield* whileKeepingAlive(askForTopics(wanted, proposed, material.language));
      if (asked.usage) usages.push(asked.usage);
      for (const each of asked.notes) yield { kind: 'note', note: each };
      const topics = asked.value === null ? [] : readTopics(asked.value, context, material);
      let isNew = false;
      for (const topic of topics.slice(0, wanted)) {
        if (covered.some((each) => likeness(each, topic.brief) > SAME_TOPIC)) continue;
        isNew = true;
        const title = topic.title === '' ? titleOf(topic.brief) : topic.title;
        proposed.push(title);
        covered.push(topic.brief);
        if (takeMatch(openKept, keyed({ title, brief: topic.brief })) !== null) continue;
        yield { idea: { title, brief: topic.brief, pin: null }, topic, source: asked.source };
      }
      if (!isNew) break;
    }
    return covered;
  }

  function askForTopics(wanted: number, proposed: readonly string[], language: string | null): Promise<Asked> {
    const prompt = topicsPrompt({ plan: plan.text, goals: goals.text }, wanted, proposed, language, locale);
    return tools.suggester.ask({ system: systemPrompt(), prompt, schema: TopicsReplySchema }, tools.asker, locale);
  }

  /** A proxy closes a stream on which nothing is said; a comment every 15 seconds keeps it open. */
  async function* whileKeepingAlive<T>(work: Promise<T>): AsyncGenerator<ProposalEvent, T> {
    for (;;) {
      const waiting = new AbortController();
      const pause = clock.waitUntil(clock.now().add({ seconds: KEEP_ALIVE_SECONDS }), waiting.signal).then(() => null);
      const first = await Promise.race([work.then((value) => ({ value })), pause]);
      waiting.abort();
      if (first !== null) return first.value;
      yield { kind: 'keep_alive' };
    }
  }

  /** Two lines of a plan may say the same; keys are unique in a calendar. */
  function unusedKey(key: string): string {
    let free = key;
    for (let copy = 2; usedKeys.has(free); copy += 1) free = `${key}-${copy}`;
    usedKeys.add(free);
    return free;
  }

  function finish({ idea, topic, source: by }: Proposal, slots: ProposedPiece['slots']): ProposedPiece {
    const own = contextOf(idea.brief, request, tools);
    const material = materialOf(own);
    const match = takeMatch(pool, keyed(idea));
    const hashtags =
      topic !== null && topic.hashtags.length > 0 ? topic.hashtags : (builtInHashtags(own, material)?.hashtags ?? []);
    const piece = {
      entryKey: match?.entryKey ?? unusedKey(keyOf(idea.brief)),
      title: idea.title,
      brief: idea.brief,
      caption: topic?.caption ?? builtInCaption(own, material)?.caption.text ?? idea.brief,
      hashtags,
      slots,
      reason:
        topic?.reason ??
        reason(by.kind === 'model' ? 'piece_model' : idea.pin ? 'piece_plan_pinned' : 'piece_plan', locale),
      source: by,
    };
    const what = match ? whatChanged(match, piece) : [];
    const { entryKey, title } = piece;
    if (!match) diff.added.push({ entryKey, title });
    else if (what.length > 0) diff.changed.push({ entryKey, title, what });
    else diff.unchanged.push({ entryKey, title });
    const change = !match ? 'added' : what.length > 0 ? 'changed' : 'unchanged';
    return { kind: 'piece', index: pieceCount, change, ...piece };
  }
}

function contextOf(brief: string, request: ProposeCalendar, tools: ProposalTools): PostContext {
  const { locale, voice, learntFrom, clock } = tools;
  const nothing = { title: '', caption: '', media: [], frames: [], times: {} };
  return {
    ...nothing,
    fields: ['caption', 'hashtags'],
    channels: request.channels,
    locale,
    brief,
    voice,
    learntFrom,
    now: clock.now(),
  };
}

function keyed(idea: { title: string; brief: string }): { entryKey: string; title: string; brief: string } {
  return { entryKey: keyOf(idea.brief), title: idea.title, brief: idea.brief };
}

function keptInstants(kept: readonly ExistingPiece[]): Partial<Record<Channel, Temporal.Instant[]>> {
  const instants: Partial<Record<Channel, Temporal.Instant[]>> = {};
  for (const { channel, scheduledAt } of kept.flatMap(({ slots }) => slots)) {
    if (scheduledAt !== null) (instants[channel] ??= []).push(scheduledAt);
  }
  return instants;
}

function sumOf(usages: readonly ModelUsage[]): ModelUsage | null {
  const [first, ...rest] = usages;
  if (!first) return null;
  return rest.reduce(
    (sum, each) => ({
      ...sum,
      calls: sum.calls + each.calls,
      inputTokens: sum.inputTokens + each.inputTokens,
      outputTokens: sum.outputTokens + each.outputTokens,
      costUsd: sum.costUsd === null || each.costUsd === null ? null : sum.costUsd + each.costUsd,
      latencyMs: sum.latencyMs + each.latencyMs,
    }),
    first,
  );
}
