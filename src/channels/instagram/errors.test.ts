import { describe, expect, it } from 'vitest';
import { say } from '../../domain/said.ts';
import { CATALOGUE } from './error-catalogue.ts';
import { classify, type PlatformError, type Step } from './errors.ts';
import { containerError } from './poll.ts';

function error(code: number | null, subcode: number | null, more: Partial<PlatformError> = {}): PlatformError {
  return { code, subcode, message: '', userMessage: null, isTransient: false, traceId: null, httpStatus: 400, ...more };
}

const C: Step = 'create';
const P: Step = 'process';
const M: Step = 'publish';
const A: Step = 'other';

/** The table of instagram.md 11 as it is read there: code, subcode, step, class. */
const TABLE: [number, number | null, Step, string][] = [
  [-2, 2207003, C, 'transient'],
  [-2, 2207003, P, 'transient'],
  [-2, 2207020, P, 'transient'],
  [-2, 2207020, M, 'unknown'],
  [-1, 2207001, C, 'transient'],
  [-1, 2207001, P, 'transient'],
  [-1, 2207001, M, 'unknown'],
  [-1, 2207032, C, 'transient'],
  [-1, 2207032, P, 'transient'],
  [-1, 2207053, P, 'transient'],
  [-1, 2207073, A, 'permanent'],
  [-1, 2207085, C, 'transient'],
  [-1, 2207085, P, 'transient'],
  [-1, 2207085, M, 'unknown'],
  [1, 2207057, C, 'content'],
  [1, 2207057, P, 'content'],
  [1, null, C, 'transient'],
  [1, null, A, 'transient'],
  [1, null, M, 'unknown'],
  [2, null, C, 'transient'],
  [2, null, M, 'unknown'],
  [3, null, A, 'permanent'],
  [3, null, M, 'permanent'],
  [4, 2207051, M, 'unknown'],
  [4, 2207051, A, 'rate'],
  [4, null, A, 'rate'],
  [4, null, M, 'unknown'],
  [9, 2207042, M, 'rate'],
  [10, null, A, 'token'],
  [10, null, M, 'token'],
  [17, null, A, 'rate'],
  [32, null, A, 'rate'],
  [613, null, A, 'rate'],
  [24, 2207006, P, 'transient'],
  [24, 2207006, M, 'unknown'],
  [24, 2207008, M, 'transient'],
  [25, 2207050, C, 'permanent'],
  [25, 2207050, M, 'permanent'],
  [100, 33, A, 'token'],
  [100, 33, M, 'unknown'],
  [100, null, C, 'permanent'],
  [100, null, A, 'permanent'],
  [100, 2207013, C, 'content'],
  [100, 2207023, C, 'permanent'],
  [100, 2207028, C, 'media'],
  [100, 2207035, C, 'content'],
  [100, 2207036, C, 'content'],
  [100, 2207037, C, 'content'],
  [100, 2207040, C, 'content'],
  [100, 2207067, C, 'permanent'],
  [102, null, A, 'token'],
  [190, null, A, 'token'],
  [190, null, M, 'token'],
  [190, 458, A, 'token'],
  [190, 459, A, 'token'],
  [190, 460, A, 'token'],
  [190, 463, M, 'token'],
  [190, 464, A, 'token'],
  [190, 467, A, 'token'],
  [190, 492, A, 'token'],
  [104, null, A, 'permanent'],
  [341, null, A, 'rate'],
  [368, null, A, 'rate'],
  [352, 2207026, P, 'media'],
  [352, 2207026, C, 'media'],
  [352, 2207076, P, 'media'],
  [352, 2207077, P, 'transient'],
  [352, 2207082, P, 'transient'],
  [-1, 2207081, C, 'content'],
  [2635, null, A, 'permanent'],
  [9004, 2207052, C, 'transient'],
  [9004, 2207052, P, 'transient'],
  [9007, 2207027, M, 'transient'],
  [36000, 2207004, C, 'media'],
  [36001, 2207005, C, 'media'],
  [36001, 2207005, P, 'media'],
  [36003, 2207009, C, 'media'],
  [36003, 2207009, P, 'media'],
  [36004, 2207010, C, 'content'],
  [80002, null, A, 'rate'],
  [100, 36009, A, 'token'],
];

describe('the catalogue of instagram.md 11', () => {
  it.each(TABLE)('%i/%s at %s is %s', (code, subcode, step, failureClass) => {
    expect(classify(error(code, subcode), step).failure.failureClass).toBe(failureClass);
  });

  it('has no row that the table above leaves out', () => {
    const told = new Set(TABLE.map(([code, subcode]) => `${code}/${subcode ?? ''}`));
    expect(CATALOGUE.filter(({ code, subcode }) => !told.has(`${code}/${subcode ?? ''}`))).toEqual([]);
  });

  it.each(CATALOGUE.map((row) => [`${row.code}/${row.subcode ?? ''} ${row.named?.[0] ?? ''}`, row] as const))(
    '%s tells the creator something in plain words, in their language',
    (_, { code, subcode }) => {
      const { says, platformCode } = classify(error(code, subcode), A).failure;
      expect(say(says, 'en')).toMatch(/^[A-Z].{15,}\.$/);
      expect(say(says, 'es')).not.toBe(say(says, 'en'));
      expect(platformCode).toBe(subcode === null ? String(code) : `${code}/${subcode}`);
    },
  );

  it.each([
    ['INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID', 'content'],
    ['(#100) Invalid parameter: param collaborators is not allowed', 'content'],
    ['(#100) Invalid location', 'content'],
    ['(#100) Param user_tags must be an array', 'content'],
    ['(#100) The caption was refused', 'content'],
    ['(#100) The parameter image_url is required', 'permanent'],
  ])('100 that says "%s" is %s', (message, failureClass) => {
    expect(classify(error(100, null, { message }), C).failure.failureClass).toBe(failureClass);
  });

  it.each([null, 1, 100, 2, 4711])(
    'knows a location without coordinates by its name, whatever the code (%s)',
    (code) => {
      const given = error(code, null, { message: 'INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID' });
      expect(classify(given, C).failure.failureClass).toBe('content');
    },
  );

  it('takes 200 to 299 for permissions, but for a blocked app', () => {
    expect(classify(error(200, null), A).failure.failureClass).toBe('token');
    expect(classify(error(294, null), A).failure.failureClass).toBe('token');
    expect(classify(error(200, null, { message: 'API access blocked.' }), A).failure.failureClass).toBe('permanent');
  });

  it.each([
    [-2, 2207003, C, ['transient', 'transient', 'transient', 'media']],
    [9004, 2207052, C, ['transient', 'transient', 'transient', 'media']],
    [-1, 2207053, P, ['transient', 'media']],
    [352, 2207077, P, ['transient', 'media']],
    [24, 2207006, P, ['transient', 'token']],
  ] as const)('%i/%i at %s changes with repetition', (code, subcode, step, classes) => {
    const seen = classes.map((_, earlier) => classify(error(code, subcode), step, () => earlier).failure.failureClass);
    expect(seen).toEqual(classes);
  });

  it('keeps the same container for what is not ready or not found yet, and asks about the rest', () => {
    expect(classify(error(9007, 2207027), M).atPublish).toMatchObject({ pausesSeconds: [15, 30, 45], last: 'refused' });
    expect(classify(error(24, 2207008), M).atPublish).toMatchObject({ kind: 'sameContainer', last: 'unclear' });
    expect(classify(error(9, 2207042), M).atPublish).toEqual({ kind: 'refused' });
  });
});

describe('what the catalogue does not list', () => {
  it.each([C, P])('an unlisted 2207xxx at %s is transient once, then media', (step) => {
    const seen = [0, 1].map((earlier) => classify(error(352, 2207999), step, () => earlier).failure.failureClass);
    expect(seen).toEqual(['transient', 'media']);
  });

  it.each([
    ['an unlisted 2207xxx', error(352, 2207999)],
    ['an unlisted code', error(987, null)],
    ['a row of another step', error(36003, 2207009)],
    ['an HTTP status alone', error(null, null, { httpStatus: 503 })],
    ['an unlisted 401', error(null, null, { httpStatus: 401 })],
  ])('at publishing %s is unknown', (_, given) => {
    const verdict = classify(given, M);
    expect(verdict.failure.failureClass).toBe('unknown');
    expect(verdict.atPublish).toEqual({ kind: 'unclear' });
  });

  it('is decided by subcode before code, code before is_transient, is_transient before HTTP', () => {
    expect(classify(error(190, 2207026), C).failure.failureClass).toBe('media');
    expect(classify(error(190, 999, { isTransient: true }), C).failure.failureClass).toBe('token');
    expect(classify(error(987, null, { isTransient: true, httpStatus: 401 }), C).failure.failureClass).toBe(
      'transient',
    );
    expect(classify(error(987, null, { httpStatus: 429 }), C).failure.failureClass).toBe('rate');
    expect(classify(error(987, null, { httpStatus: 403 }), C).failure.failureClass).toBe('token');
    expect(classify(error(987, null, { httpStatus: 500 }), C).failure.failureClass).toBe('transient');
  });
});

describe('a failure', () => {
  it('says what to do about it, and quotes what the platform says to people on one line without markup', () => {
    const given = error(36003, 2207009, { userMessage: 'La imagen <b>no</b>\n cabe.', traceId: 'A6LJ' });
    expect(classify(given, C).failure).toMatchObject({
      says: { word: 'instagram.imageShape', quoted: 'La imagen no cabe.' },
      traceId: 'A6LJ',
      httpStatus: 400,
    });
  });

  it.each([
    ['Error: Media upload has failed with error code 2207026', 'media'],
    ['Error: something else', 'transient'],
    ['', 'transient'],
  ])('of a container is read out of its text: "%s"', (status, failureClass) => {
    expect(classify(containerError(status), P).failure.failureClass).toBe(failureClass);
  });
});
