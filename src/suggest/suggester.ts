import type { Locale } from '../contract/me.ts';
import type { ModelUsage, SuggestionNote, SuggestionReply, SuggestionSource } from '../contract/suggestion.ts';
import type { Clock } from '../domain/clock.ts';
import { builtInCaption, builtInHashtags } from './built-in/suggest.ts';
import type { PostContext } from './context.ts';
import { materialOf, type Material } from './material.ts';
import { askModel, type Answer, type ModelImage, type ModelMemory, type Question } from './providers/ask-model.ts';
import { createBreaker } from './providers/breaker.ts';
import { createCallLimit } from './providers/call-limit.ts';
import { readModelAnswer, type ModelSuggestions } from './providers/model-suggest.ts';
import { PostReplySchema, postPrompt, systemPrompt } from './providers/prompts.ts';
import type { ModelSettings } from './providers/settings.ts';
import { note } from './reasons.ts';
import { suggestCover } from './suggest-cover.ts';
import { suggestTime } from './suggest-time.ts';

export interface SuggesterTools {
  clock: Clock;
  fetch: typeof globalThis.fetch;
  /** `null`: no model is set up; the built-in suggester speaks. */
  settings: ModelSettings | null;
  /** How often a user may have the model asked in an hour. */
  callsPerHour?: number;
  /** Told of every question's tokens, cost and time, failed ones too. Never of what was said. */
  record?: (usage: ModelUsage & { userId: string }) => void;
}

export interface Asker {
  userId: string;
  /** Pictures of the post, read only if a model is asked; JPEG or PNG of about 1000 pixels do. */
  images?: () => Promise<readonly ModelImage[]>;
  stop?: AbortSignal;
}

/** A model's raw answer, or `null` and the note that says why there is none. */
export interface Asked {
  value: Record<string, unknown> | null;
  source: SuggestionSource;
  usage: ModelUsage | null;
  notes: SuggestionNote[];
  failure: 'timed_out' | 'stopped' | 'failed' | null;
}

export interface Suggester {
  /** Suggests the fields asked for. Whatever a model does, there is an answer: the built-in suggester's. */
  suggestPost(context: PostContext, asker: Asker): Promise<SuggestionReply>;
  /** Asks the model under the same limits; `source` is the model's even where the answer is `null`. */
  ask(question: Omit<Question, 'images'>, asker: Asker, locale: Locale): Promise<Asked>;
  readonly hasModel: boolean;
}

const DEFAULT_CALLS_PER_HOUR = 60;
const MOST_IMAGES = 4;
const BUILT_IN: SuggestionSource = { kind: 'built_in' };

/** One for a process: it remembers what the model can do, how often it failed, and who asked how often. */
export function createSuggester(tools: SuggesterTools): Suggester {
  const { clock, settings } = tools;
  const breaker = createBreaker(clock);
  const limit = createCallLimit(clock, tools.callsPerHour ?? DEFAULT_CALLS_PER_HOUR);
  const memory: ModelMemory = { rung: 'schema', sees: true };
  return { hasModel: settings !== null, ask, suggestPost };

  async function suggestPost(context: PostContext, asker: Asker): Promise<SuggestionReply> {
    const material = materialOf(context);
    const wantsText = context.fields.includes('caption') || context.fields.includes('hashtags');
    const asked = wantsText && material.text !== '' ? await askAboutPost(context, material, asker) : null;
    const spoken: ModelSuggestions | null =
      asked?.value != null ? readModelAnswer(asked.value, context, material, asked.source) : null;
    return {
      ...fieldsOf(context, material, spoken),
      language: material.language,
      risks: material.risks,
      notes: [
        ...(wantsText ? material.notes : []),
        ...(asked?.notes ?? []),
        ...(spoken?.notes ?? []),
        ...builtInNotes(context, material, spoken),
      ],
      usage: asked?.usage ?? null,
    };
  }

  function askAboutPost(context: PostContext, material: Material, asker: Asker): Promise<Asked> {
    const question = { system: systemPrompt(), prompt: postPrompt(context, material), schema: PostReplySchema };
    return ask(question, asker, context.locale);
  }

  async function ask(question: Omit<Question, 'images'>, asker: Asker, locale: Locale): Promise<Asked> {
    if (settings === null) return notAsked([]);
    const provider = `${settings.provider}/${settings.model}`;
    if (breaker.isResting()) return notAsked([note('model_resting', locale, { provider })]);
    if (!limit.take(asker.userId)) return notAsked([note('model_limit_reached', locale)]);
    const images = memory.sees && asker.images ? (await asker.images()).slice(0, MOST_IMAGES) : [];
    const answer = await askModel({ ...question, images }, settings, { clock, fetch: tools.fetch, memory }, asker.stop);
    breaker.record(answer.ok || !answer.isProvidersFault);
    tools.record?.({ ...answer.usage, userId: asker.userId });
    return askedOf(answer, provider, { kind: 'model', provider: settings.provider, model: settings.model }, locale);
  }
}

function notAsked(notes: SuggestionNote[]): Asked {
  return { value: null, source: BUILT_IN, usage: null, notes, failure: null };
}

function askedOf(answer: Answer, provider: string, source: SuggestionSource, locale: Locale): Asked {
  const base = { source, usage: answer.usage };
  if (answer.ok) return { ...base, value: answer.value, notes: [], failure: null };
  const { failure, detail } = answer;
  switch (failure) {
    case 'stopped':
      return { ...base, value: null, notes: [], failure };
    case 'timed_out':
      return { ...base, value: null, notes: [note('model_timed_out', locale, { provider })], failure };
    case 'key_refused':
      return { ...base, value: null, notes: [note('key_refused', locale, { provider, detail })], failure: 'failed' };
    case 'unusable':
      return {
        ...base,
        value: null,
        notes: [note('model_answer_unusable', locale, { provider, detail })],
        failure: 'failed',
      };
    case 'failed':
      return { ...base, value: null, notes: [note('model_failed', locale, { provider, detail })], failure };
  }
}

/** The model's field where it holds up, else the built-in one. */
function fieldsOf(
  context: PostContext,
  material: Material,
  spoken: ModelSuggestions | null,
): Pick<SuggestionReply, 'caption' | 'hashtags' | 'cover' | 'time'> {
  const reply: Pick<SuggestionReply, 'caption' | 'hashtags' | 'cover' | 'time'> = {};
  for (const field of context.fields) {
    switch (field) {
      case 'caption':
        reply.caption = spoken?.caption ?? builtInCaption(context, material)?.caption ?? null;
        break;
      case 'hashtags':
        reply.hashtags = spoken?.hashtags ?? builtInHashtags(context, material);
        break;
      case 'cover':
        reply.cover = suggestCover(context);
        break;
      case 'time':
        reply.time = suggestTime(context);
        break;
    }
  }
  return reply;
}

function builtInNotes(context: PostContext, material: Material, spoken: ModelSuggestions | null): SuggestionNote[] {
  if (!context.fields.includes('caption') || spoken?.caption != null) return [];
  return builtInCaption(context, material)?.notes ?? [];
}
