import type { FailureClass } from '../../contract/job.ts';
import type { INSTAGRAM_FAILURES } from '../../domain/failure-words-instagram.ts';

/**
 * What an answer of `media_publish` with this error proves. `refused`: nothing went out. `unclear`: only asking tells.
 * `sameContainer`: nothing went out; the container is published again after each of these pauses, then `last`.
 */
export type AtPublish =
  | { kind: 'refused' }
  | { kind: 'unclear' }
  | { kind: 'sameContainer'; pausesSeconds: readonly number[]; last: 'refused' | 'unclear' };

export interface CatalogueRow {
  code: number;
  /** `null`: the code without a subcode, or with one that no row names. */
  subcode: number | null;
  failureClass: FailureClass;
  says: keyof typeof INSTAGRAM_FAILURES;
  /** The row counts only when the message carries one of these names, which are the platform's own. */
  named?: readonly string[];
  /** The class from the (`times` + 1)-th such error of a job on. */
  afterwards?: { times: number; failureClass: FailureClass };
  /** Absent: the error does not belong to publishing, and proves nothing when it comes there. */
  atPublish?: AtPublish;
  /** Retry no sooner than this. */
  waitMinutes?: number;
}

const refused = { atPublish: { kind: 'refused' } } as const;
const unclear = { atPublish: { kind: 'unclear' } } as const;
const thenMediaAfter = (times: number) => ({ afterwards: { times, failureClass: 'media' } }) as const;
/** The one row of instagram.md 11 that has a name and no code. */
const NO_SUCH_LOCATION = 'INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID';

function row(
  code: number,
  subcode: number | null,
  failureClass: FailureClass,
  says: keyof typeof INSTAGRAM_FAILURES,
  more: Partial<CatalogueRow> = {},
): CatalogueRow {
  return { code, subcode, failureClass, says, ...more };
}

/** instagram.md 11, row by row and in its order. Rows of one code that are told apart by a name stand before the rest. */
export const CATALOGUE: readonly CatalogueRow[] = [
  row(-2, 2207003, 'transient', 'fetchedTooSlowly', thenMediaAfter(3)),
  row(-2, 2207020, 'transient', 'preparedExpired', unclear),
  row(-1, 2207001, 'transient', 'trouble', unclear),
  row(-1, 2207032, 'transient', 'notPrepared'),
  row(-1, 2207053, 'transient', 'notTakenIn', thenMediaAfter(1)),
  row(-1, 2207073, 'permanent', 'unsupportedMedia'),
  row(-1, 2207085, 'transient', 'trouble', unclear),
  row(1, 2207057, 'content', 'coverOutside'),
  row(1, null, 'transient', 'trouble', unclear),
  row(2, null, 'transient', 'unavailable', unclear),
  row(3, null, 'permanent', 'appSetUp', refused),
  // Posts have gone live although this came back.
  row(4, 2207051, 'rate', 'looksLikeSpam', { ...unclear, waitMinutes: 180 }),
  row(4, null, 'rate', 'slowDown', unclear),
  row(9, 2207042, 'rate', 'dailyLimit', refused),
  row(10, null, 'token', 'permission', refused),
  row(17, null, 'rate', 'slowDown', refused),
  row(32, null, 'rate', 'slowDown', refused),
  row(613, null, 'rate', 'slowDown', refused),
  row(24, 2207006, 'transient', 'preparedLost', { ...unclear, afterwards: { times: 1, failureClass: 'token' } }),
  row(24, 2207008, 'transient', 'preparedLost', {
    atPublish: { kind: 'sameContainer', pausesSeconds: [30, 90], last: 'unclear' },
  }),
  row(25, 2207050, 'permanent', 'restricted', refused),
  row(100, 33, 'token', 'notVisible', unclear),
  row(100, null, 'content', 'location', { ...refused, named: [NO_SUCH_LOCATION, 'location_id', 'location'] }),
  row(100, null, 'content', 'userTags', { ...refused, named: ['user_tags'] }),
  row(100, null, 'content', 'collaborators', { ...refused, named: ['collaborators'] }),
  row(100, null, 'content', 'caption', { ...refused, named: ['caption'] }),
  row(100, null, 'permanent', 'appFault', refused),
  row(100, 2207013, 'content', 'unknownPerson'),
  row(100, 2207023, 'permanent', 'appFault'),
  row(100, 2207028, 'media', 'carouselSize'),
  row(100, 2207035, 'content', 'productTag'),
  row(100, 2207036, 'content', 'productTag'),
  row(100, 2207037, 'content', 'productTag'),
  row(100, 2207040, 'content', 'tooManyPeople'),
  row(100, 2207067, 'permanent', 'appFault'),
  row(102, null, 'token', 'relink', refused),
  row(190, 458, 'token', 'removed', refused),
  row(190, 459, 'token', 'checkpoint', refused),
  row(190, 460, 'token', 'passwordChanged', refused),
  row(190, 463, 'token', 'expired', refused),
  row(190, 464, 'token', 'unconfirmed', refused),
  row(190, 467, 'token', 'ended', refused),
  row(190, 492, 'token', 'pageRole', refused),
  row(190, null, 'token', 'relink', refused),
  row(104, null, 'permanent', 'appSetUp', refused),
  row(341, null, 'rate', 'blockedForAWhile', { ...refused, waitMinutes: 360 }),
  row(368, null, 'rate', 'blockedForAWhile', { ...refused, waitMinutes: 360 }),
  row(352, 2207026, 'media', 'unusableVideo'),
  row(352, 2207076, 'media', 'unusableVideo'),
  row(352, 2207077, 'transient', 'notFetched', thenMediaAfter(1)),
  row(352, 2207082, 'transient', 'notTakenIn', thenMediaAfter(1)),
  row(-1, 2207081, 'content', 'noTrialReels'),
  row(2635, null, 'permanent', 'appTooOld', refused),
  row(9004, 2207052, 'transient', 'notFetched', thenMediaAfter(3)),
  row(9007, 2207027, 'transient', 'notReady', {
    atPublish: { kind: 'sameContainer', pausesSeconds: [15, 30, 45], last: 'refused' },
  }),
  row(36000, 2207004, 'media', 'imageTooLarge'),
  row(36001, 2207005, 'media', 'imageFormat'),
  row(36003, 2207009, 'media', 'imageShape'),
  row(36004, 2207010, 'content', 'captionTooLong'),
  row(80002, null, 'rate', 'slowDown', refused),
  row(100, 36009, 'token', 'signInUsed'),
];

/** Rows known by the name of the platform's exception in the message, under whatever code it comes. */
export const EXCEPTION_ROWS: readonly CatalogueRow[] = [
  row(100, null, 'content', 'location', { ...refused, named: [NO_SUCH_LOCATION] }),
];

/** 200 to 299: permissions, unless Meta has blocked the whole app. */
export const PERMISSION_ROWS: readonly CatalogueRow[] = [
  row(200, null, 'permanent', 'appBlocked', { ...refused, named: ['API access blocked'] }),
  row(200, null, 'token', 'permission', refused),
];

/** "Treat unlisted 2207xxx: at C/P → transient once then media; at M → unknown." */
export const UNLISTED_MEDIA_ROW = row(0, null, 'transient', 'unusableFile', { ...unclear, ...thenMediaAfter(1) });

/** The last two of the order of decision (instagram.md 10): `is_transient`, then the HTTP status. */
export const UNLISTED_ROWS = {
  transient: row(0, null, 'transient', 'unavailable', unclear),
  rate: row(0, null, 'rate', 'slowDown', unclear),
  unauthorised: row(0, null, 'token', 'relink', unclear),
  /** Nothing is known of it: a retry may help, and a person is asked soon. */
  other: row(0, null, 'transient', 'unlisted', { ...unclear, afterwards: { times: 1, failureClass: 'permanent' } }),
} as const;
