import { describe, expect, test } from 'vitest';
import { explainFailedStart, StartProblem } from './start-problem.ts';

const withCode = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe('what is printed when a start failed', () => {
  test.each([
    ['EADDRINUSE', 'set PORT'],
    ['ECONNREFUSED', 'DATABASE_URL'],
    ['28P01', 'user or password'],
    ['3D000', 'createdb'],
    ['ENOSPC', 'disk is full'],
  ])('%s: the remedy, then what was said', (code, remedy) => {
    const printed = explainFailedStart(withCode(code, 'as the system says it'));
    expect(printed).toContain(remedy);
    expect(printed).toContain('(as the system says it)');
    expect(printed).not.toContain(' at ');
  });

  test('an address that cannot be read is not taken for a bug, nor repeated', () => {
    const printed = explainFailedStart(Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' }));
    expect(printed).toContain('%40');
    expect(printed).not.toContain('node:internal');
  });

  test('several addresses tried in vain are all named', () => {
    const tried = new AggregateError([new Error('no answer from ::1'), new Error('no answer from 127.0.0.1')], '');
    expect(explainFailedStart(Object.assign(tried, { code: 'ECONNREFUSED' }))).toContain(
      'no answer from ::1; no answer from 127.0.0.1',
    );
  });

  test('words written for people stand alone; a bug shows where it is', () => {
    expect(explainFailedStart(new StartProblem('Port 3000 is in use.'))).toBe('Port 3000 is in use.');
    expect(explainFailedStart(new TypeError('x is not a function'))).toMatch(/x is not a function\n +at /);
  });
});
