/** Reading and checking what a caller asks of a post (instagram.md 5.2, 9). */
import { isObject, parseJson, textParameter } from '../core/answers.ts';
import { catalogueError, graphError } from './errors.ts';
import type { GraphError } from './errors.ts';
import type { InstagramSettings } from './settings.ts';
import type { Wishes } from './state.ts';

export type ContainerKind = 'image' | 'reel' | 'carousel';

type Checked<Value> = { ok: true; value: Value } | { ok: false; error: GraphError };

/** All wishes, or the first error Instagram would give. */
export function readWishes(
  parameters: Readonly<Record<string, unknown>>,
  kind: ContainerKind,
  isChild: boolean,
  settings: InstagramSettings,
): Checked<Wishes> {
  const text = (name: string): string | null => textParameter(parameters, name);
  const problem =
    misplacedParameter(parameters, kind, isChild) ??
    captionProblem(text('caption') ?? '', settings) ??
    placeProblem(text, settings);
  if (problem !== null) return { ok: false, error: problem };

  const userTags = readUserTags(parameters['user_tags'], kind);
  if (!userTags.ok) return userTags;
  const collaborators = readCollaborators(parameters['collaborators']);
  if (!collaborators.ok) return collaborators;
  const missing = [...userTags.value.map((tag) => tag.username), ...collaborators.value].find((name) =>
    settings.unknownUsers.includes(name),
  );
  if (missing !== undefined)
    return { ok: false, error: graphError(100, 2207013, `The user ${missing} was not found.`) };

  const thumbOffset = text('thumb_offset');
  if (thumbOffset !== null && !/^\d+$/.test(thumbOffset)) return { ok: false, error: catalogueError(1, 2207057) };
  const trial = parameters['trial_params'] === undefined ? null : readTrial(parameters['trial_params']);
  if (trial === undefined) return { ok: false, error: invalid('trial_params') };
  if (trial !== null && !settings.trialReelsEligible) {
    return { ok: false, error: graphError(-1, 2207081, 'This account is not eligible for trial reels.') };
  }
  return {
    ok: true,
    value: {
      caption: text('caption') ?? '',
      altText: text('alt_text'),
      userTags: userTags.value,
      collaborators: collaborators.value,
      locationId: text('location_id'),
      isAiGenerated: truthOf(parameters['is_ai_generated']) ?? false,
      shareToFeed: kind === 'reel' ? (truthOf(parameters['share_to_feed']) ?? true) : null,
      thumbOffsetMs: thumbOffset === null ? null : Number(thumbOffset),
      audioName: text('audio_name'),
      trial,
    },
  };
}

/** `true`, `"true"`, `1` …; null when absent or anything else. */
export function truthOf(value: unknown): boolean | null {
  if (value === true || value === 'true' || value === 1 || value === '1') return true;
  if (value === false || value === 'false' || value === 0 || value === '0') return false;
  return null;
}

function invalid(name: string): GraphError {
  return graphError(100, null, `(#100) Invalid parameter: param ${name} is not allowed or malformed.`);
}

function misplacedParameter(
  parameters: Readonly<Record<string, unknown>>,
  kind: ContainerKind,
  isChild: boolean,
): GraphError | null {
  const forbidden = [
    ...(isChild ? ['caption', 'location_id', 'collaborators', 'is_ai_generated'] : []),
    ...(kind === 'image' ? [] : ['alt_text']),
    ...(kind === 'reel' ? [] : ['audio_name', 'cover_url', 'trial_params']),
    // Facebook Login only (instagram.md 5.2).
    'branded_content_sponsor_ids',
    'is_paid_partnership',
    'product_tags',
    'poll_attachment',
  ];
  const found = forbidden.find((name) => parameters[name] !== undefined && parameters[name] !== '');
  if (found !== undefined) return invalid(found);
  const label = parameters['is_ai_generated'];
  if (label !== undefined && truthOf(label) === null) return invalid('is_ai_generated');
  const altText = textParameter(parameters, 'alt_text');
  return altText !== null && altText.length > 1000 ? invalid('alt_text') : null;
}

function captionProblem(caption: string, settings: InstagramSettings): GraphError | null {
  // The unit is not stated; UTF-16 units are never fewer than code points, so they are the stricter reading.
  if (caption.length > 2200) return catalogueError(36004, 2207010);
  const mentions = caption.match(/(?<![\w.])@[\w.]+/g) ?? [];
  if (mentions.length > 20) return graphError(100, 2207040, 'The caption or tags contain more than 20 @ tags.');
  const hashtags = caption.match(/#[\p{L}\p{N}_]+/gu) ?? [];
  if (hashtags.length > settings.hashtagLimit) {
    return graphError(
      100,
      null,
      `(#100) Invalid parameter: the caption has more than ${settings.hashtagLimit} hashtags.`,
    );
  }
  return null;
}

function placeProblem(text: (name: string) => string | null, settings: InstagramSettings): GraphError | null {
  const id = text('location_id');
  if (id === null || id === '') return null;
  const known = settings.locationIds.length === 0 ? /^\d+$/.test(id) : settings.locationIds.includes(id);
  return known ? null : graphError(100, null, 'INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID');
}

function readUserTags(given: unknown, kind: ContainerKind): Checked<Wishes['userTags']> {
  const list = listOf(given);
  if (list === null) return { ok: false, error: invalid('user_tags') };
  if (list.length > 20) return { ok: false, error: graphError(100, 2207040, 'More than 20 @ tags.') };
  const tags: Wishes['userTags'] = [];
  for (const tag of list) {
    if (!isObject(tag) || typeof tag['username'] !== 'string') return { ok: false, error: invalid('user_tags') };
    const x = placeOf(tag['x']);
    const y = placeOf(tag['y']);
    // "required for images, not used for video"
    if (kind === 'image' && (x === null || y === null)) return { ok: false, error: invalid('user_tags') };
    tags.push({ username: tag['username'].replace(/^@/, ''), x, y });
  }
  return { ok: true, value: tags };
}

function placeOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

function readCollaborators(given: unknown): Checked<string[]> {
  const list = listOf(given);
  const names = list?.filter((name) => typeof name === 'string') ?? null;
  if (list === null || names === null || names.length !== list.length || names.length > 3) {
    return { ok: false, error: invalid('collaborators') };
  }
  return { ok: true, value: names };
}

/** An array, or one written as JSON text (query and form bodies); absent is empty; null when it is neither. */
export function listOf(given: unknown): unknown[] | null {
  if (given === undefined || given === '') return [];
  if (Array.isArray(given)) return given;
  if (typeof given !== 'string') return null;
  const parsed = parseJson(given);
  return parsed.ok && Array.isArray(parsed.value) ? parsed.value : null;
}

function readTrial(given: unknown): string | undefined {
  const parsed = typeof given === 'string' ? parseJson(given) : { ok: true, value: given };
  const strategy = 'value' in parsed && isObject(parsed.value) ? parsed.value['graduation_strategy'] : undefined;
  return strategy === 'MANUAL' || strategy === 'SS_PERFORMANCE' ? strategy : undefined;
}
