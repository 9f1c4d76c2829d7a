import { expect, it } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.ts';

const ready = '4711\n/data/cluster\n1795467900\n40123\n\n127.0.0.1\n  5432001   98304\nready   \n';

it('reads pid, port and status by line', () => {
  expect(parsePostmasterFile(ready)).toEqual({ pid: 4711, port: 40123, status: 'ready' });
});

it('takes a file that is still being written for a server that starts', () => {
  expect(parsePostmasterFile('4711\n/data/cluster\n1795467900\n')).toEqual({
    pid: 4711,
    port: undefined,
    status: 'unknown',
  });
});

it('names no server where there is no pid', () => {
  expect(parsePostmasterFile('')).toBeUndefined();
  expect(parsePostmasterFile('garbage\n')).toBeUndefined();
});

it('knows the pid of a single-user server, which is written as a negative number', () => {
  expect(parsePostmasterFile('-4711\n/data/cluster\n')).toMatchObject({ pid: 4711 });
});
