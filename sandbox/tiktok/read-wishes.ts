/** `post_info`: types taken strictly, lengths in UTF-16 units (tiktok.md 5.1, 6). */
import { isObject } from '../core/answers.ts';
import { maxVideoSeconds, privacyRefusal } from './creator.ts';
import type { Visit } from './endpoint.ts';
import { invalidParam } from './errors.ts';
import type { ApiError } from './errors.ts';
import type { Wishes } from './state.ts';

export type Checked<Value> = { ok: true; value: Value } | { ok: false; error: ApiError };

const VIDEO_TITLE = 2200;
const PHOTO_TITLE = 90;
const PHOTO_DESCRIPTION = 4000;
const INT32 = 2 ** 31;

/** For what the creator decides in the app. */
export const NO_WISHES: Wishes = {
  title: '',
  description: '',
  privacyLevel: null,
  disableComment: null,
  disableDuet: null,
  disableStitch: null,
  brandContent: null,
  brandOrganic: null,
  isAigc: null,
  coverTimestampMs: null,
  autoAddMusic: null,
  photoCoverIndex: null,
};

/** A directly posted video. */
export function readVideoWishes(visit: Visit): Checked<Wishes> {
  const fields = fieldsOf(visit.body['post_info']);
  if (fields === null) return refuseParam('post_info must be an object.');
  const { extra, private: isPrivate } = visit.account;
  const wishes: Wishes = {
    ...NO_WISHES,
    ...sharedWishes(visit, fields),
    title: fields.text('title') ?? '',
    disableDuet: fields.flag('disable_duet') === true || isPrivate || extra['duetDisabled'] === true,
    disableStitch: fields.flag('disable_stitch') === true || isPrivate || extra['stitchDisabled'] === true,
    isAigc: fields.flag('is_aigc') ?? false,
    coverTimestampMs: coverWithin(fields.int32('video_cover_timestamp_ms'), maxVideoSeconds(visit.account)),
  };
  if (wishes.title.length > VIDEO_TITLE) return refuseParam(`title is longer than ${VIDEO_TITLE} UTF-16 runes.`);
  return checked(visit, fields, wishes);
}

/** A directly posted photo post; the two texts alone when it becomes a draft. */
export function readPhotoWishes(visit: Visit, mode: 'direct' | 'inbox'): Checked<Wishes> {
  const given = visit.body['post_info'];
  const fields = fieldsOf(given === undefined && mode === 'inbox' ? {} : given);
  if (fields === null) return refuseParam('post_info must be an object.');
  const texts = { title: fields.text('title') ?? '', description: fields.text('description') ?? '' };
  if (texts.title.length > PHOTO_TITLE) return refuseParam(`title is longer than ${PHOTO_TITLE} UTF-16 runes.`);
  if (texts.description.length > PHOTO_DESCRIPTION) {
    return refuseParam(`description is longer than ${PHOTO_DESCRIPTION} UTF-16 runes.`);
  }
  if (mode === 'inbox') {
    const problem = fields.problem();
    return problem === null ? { ok: true, value: { ...NO_WISHES, ...texts } } : refuseParam(problem);
  }
  const autoAddMusic = fields.flag('auto_add_music') ?? false;
  return checked(visit, fields, { ...NO_WISHES, ...sharedWishes(visit, fields), ...texts, autoAddMusic });
}

function sharedWishes({ account }: Visit, fields: Fields): Partial<Wishes> {
  return {
    privacyLevel: fields.text('privacy_level'),
    // What the creator disabled stays disabled whatever is sent.
    disableComment: fields.flag('disable_comment') === true || account.extra['commentDisabled'] === true,
    brandContent: fields.flag('brand_content_toggle'),
    brandOrganic: fields.flag('brand_organic_toggle'),
  };
}

function checked(visit: Visit, fields: Fields, wishes: Wishes): Checked<Wishes> {
  const problem = fields.problem();
  if (problem !== null) return refuseParam(problem);
  if (visit.settings.requireBrandToggles && (wishes.brandContent === null || wishes.brandOrganic === null)) {
    return refuseParam('brand_content_toggle and brand_organic_toggle are required.');
  }
  const refusal = privacyRefusal(visit.account, wishes.privacyLevel, visit.settings);
  if (refusal !== null) return { ok: false, error: refusal };
  if (wishes.brandContent === true && wishes.privacyLevel === 'SELF_ONLY') {
    return refuseParam('Branded content visibility cannot be set to private (privacy_level, brand_content_toggle).');
  }
  return {
    ok: true,
    value: { ...wishes, brandContent: wishes.brandContent ?? false, brandOrganic: wishes.brandOrganic ?? false },
  };
}

/** "Invalid or missing: the first frame." */
function coverWithin(ms: number | null, maxSeconds: number): number {
  return ms !== null && ms >= 0 && ms <= maxSeconds * 1000 ? ms : 0;
}

export function refuseParam(message: string): { ok: false; error: ApiError } {
  return { ok: false, error: invalidParam(message) };
}

export interface Fields {
  /** Null when absent; a value of another type is null too, and `problem()` names it. */
  text(name: string): string | null;
  flag(name: string): boolean | null;
  int32(name: string): number | null;
  /** The first field of a wrong type, in words. */
  problem(): string | null;
}

/** Null when it is no object. */
export function fieldsOf(value: unknown): Fields | null {
  if (!isObject(value)) return null;
  let problem: string | null = null;
  function read<Type>(name: string, expected: string, accepts: (given: unknown) => given is Type): Type | null {
    const given = isObject(value) ? value[name] : undefined;
    if (given === undefined || accepts(given)) return given ?? null;
    problem ??= `${name} must be ${expected}.`;
    return null;
  }
  return {
    text: (name) => read(name, 'a string', (given): given is string => typeof given === 'string'),
    flag: (name) => read(name, 'a boolean', (given): given is boolean => typeof given === 'boolean'),
    int32: (name) => read(name, 'an int32', isInt32),
    problem: () => problem,
  };
}

function isInt32(given: unknown): given is number {
  return typeof given === 'number' && Number.isInteger(given) && given >= -INT32 && given < INT32;
}
