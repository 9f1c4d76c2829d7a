import { expect, it } from 'vitest';
import { planServe, type ServeWish } from './serve.ts';

const wish: ServeWish = {
  method: 'GET',
  sizeBytes: 1000,
  mimeType: 'video/mp4',
  etag: 'abc',
  filename: 'a.mp4',
  range: undefined,
  ifRange: undefined,
  ifNoneMatch: undefined,
  maxAgeSeconds: 60,
};
const ranged = (range: string, changes: Partial<ServeWish> = {}) => planServe({ ...wish, range, ...changes });

it('answers the whole file, with a true type that nobody guesses again', () => {
  expect(planServe(wish)).toEqual({
    status: 200,
    body: { start: 0, end: 1000 },
    headers: {
      'Accept-Ranges': 'bytes',
      ETag: '"abc"',
      'Cache-Control': 'private, max-age=60, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Type': 'video/mp4',
      'Content-Disposition': `inline; filename="a.mp4"; filename*=UTF-8''a.mp4`,
      'Content-Length': '1000',
    },
  });
  expect(planServe({ ...wish, mimeType: 'text/html' }).headers).toMatchObject({
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': expect.stringMatching(/^attachment/),
  });
  expect(planServe({ ...wish, maxAgeSeconds: 0 }).headers['Cache-Control']).toBe('private, no-store');
});

it('answers parts', () => {
  const parts: [string, number, number][] = [
    ['bytes=0-99', 0, 100],
    ['bytes=500-', 500, 1000],
    ['bytes=-200', 800, 1000],
    ['bytes=-5000', 0, 1000],
    ['bytes=999-999', 999, 1000],
    ['bytes=10-99999999999', 10, 1000],
  ];
  for (const [range, start, end] of parts) {
    expect(ranged(range)).toMatchObject({
      status: 206,
      body: { start, end },
      headers: { 'Content-Range': `bytes ${start}-${end - 1}/1000`, 'Content-Length': String(end - start) },
    });
  }
});

it('refuses a part beyond the end, and answers all to what makes no sense', () => {
  for (const range of ['bytes=1000-', 'bytes=5000-6000', 'bytes=-0']) {
    expect(ranged(range)).toMatchObject({ status: 416, body: null, headers: { 'Content-Range': 'bytes */1000' } });
  }
  for (const range of ['bytes=0-1,5-6', 'bytes=-', 'bytes=9-3', 'lines=1-2', 'bytes=a-b', '']) {
    expect(ranged(range)).toMatchObject({ status: 200, body: { start: 0, end: 1000 } });
  }
});

it('continues only the same file, and sends nothing that is known', () => {
  expect(ranged('bytes=0-9', { ifRange: '"abc"' }).status).toBe(206);
  expect(ranged('bytes=0-9', { ifRange: '"other"' }).status).toBe(200);
  expect(planServe({ ...wish, ifNoneMatch: '"x", W/"abc"' })).toMatchObject({ status: 304, body: null });
});

it('says to HEAD what it would say to GET, without a body', () => {
  expect(ranged('bytes=0-9', { method: 'HEAD' })).toMatchObject({
    status: 206,
    body: null,
    headers: { 'Content-Length': '10' },
  });
  expect(planServe({ ...wish, method: 'HEAD' })).toMatchObject({
    status: 200,
    body: null,
    headers: { 'Content-Length': '1000' },
  });
});

it('keeps any filename inside its header', () => {
  const header =
    planServe({ ...wish, filename: 'a"\r\nSet-Cookie: x=1; é\u{1F389}\uD800.mp4' }).headers['Content-Disposition'] ??
    '';
  expect(header).toMatch(/^[\x20-\x7e]+$/);
  expect(header.match(/"/g)).toHaveLength(2);
  expect(header).toContain('%C3%A9');
});
