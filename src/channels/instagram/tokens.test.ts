import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../test/support/clock.ts';
import { FakeGraph, refusal, SETTINGS, type FakeAnswer } from './testing/fake-graph.ts';
import { refreshAt, refreshTokens } from './tokens.ts';

const OBTAINED = Temporal.Instant.from('2026-11-01T09:00:00Z');
const DAYS_60 = OBTAINED.add({ hours: 60 * 24 });

function hoursAfter(instant: Temporal.Instant | null): number | null {
  return instant === null ? null : instant.since(OBTAINED).total('hours');
}

describe('a refresh is due', () => {
  it('after a week', () => {
    expect(hoursAfter(refreshAt({ obtainedAt: OBTAINED, expiresAt: DAYS_60 }))).toBe(7 * 24);
  });

  it('at once when fewer than 20 days are left, but never in the first day', () => {
    expect(hoursAfter(refreshAt({ obtainedAt: OBTAINED, expiresAt: OBTAINED.add({ hours: 23 * 24 }) }))).toBe(3 * 24);
    expect(hoursAfter(refreshAt({ obtainedAt: OBTAINED, expiresAt: OBTAINED.add({ hours: 5 * 24 }) }))).toBe(25);
  });

  it('after a week where the end is not known', () => {
    expect(hoursAfter(refreshAt({ obtainedAt: OBTAINED, expiresAt: null }))).toBe(7 * 24);
  });
});

async function refresh(answer: FakeAnswer, ageHours = 7 * 24) {
  const graph = new FakeGraph({ 'GET /refresh_access_token': answer });
  const tools = graph.tools(new VirtualClock(OBTAINED.add({ hours: ageHours })));
  const tokens = { accessToken: 'IGAAold', refreshToken: null, obtainedAt: OBTAINED, expiresAt: DAYS_60 };
  return { graph, answer: await refreshTokens(SETTINGS, tools, tokens) };
}

describe('a refresh', () => {
  it('counts the new life from now', async () => {
    const { answer, graph } = await refresh({
      json: {
        access_token: 'IGAAnew',
        token_type: 'bearer',
        expires_in: 5_000_000,
        permissions: 'instagram_business_basic',
      },
    });
    expect(answer).toMatchObject({ ok: true, value: { accessToken: 'IGAAnew', scopes: ['instagram_business_basic'] } });
    const expiresAt = answer.ok ? answer.value.expiresAt : null;
    expect(expiresAt?.toString()).toBe(OBTAINED.add({ hours: 7 * 24, seconds: 5_000_000 }).toString());
    expect(graph.calls[0]?.query.get('grant_type')).toBe('ig_refresh_token');
  });

  it('of a token younger than a day is not even asked for', async () => {
    const { answer, graph } = await refresh({ json: {} }, 23);
    expect(answer).toMatchObject({ ok: false, failure: { failureClass: 'transient' } });
    expect(graph.calls).toEqual([]);
  });

  it('that is refused as too early means "not yet", not "link again"', async () => {
    const { answer } = await refresh(refusal(100));
    expect(answer).toMatchObject({ ok: false, failure: { failureClass: 'transient', platformCode: '100' } });
  });

  it.each([458, 463, 467])('that is refused with 190/%i is for the creator', async (subcode) => {
    const { answer } = await refresh(refusal(190, subcode));
    expect(answer).toMatchObject({ ok: false, failure: { failureClass: 'token', platformCode: `190/${subcode}` } });
  });

  it('that gets no answer is tried again', async () => {
    expect((await refresh({ broken: 'ECONNRESET' })).answer).toMatchObject({ failure: { failureClass: 'transient' } });
    expect((await refresh({ status: 502, text: '<html>' })).answer).toMatchObject({
      failure: { failureClass: 'transient' },
    });
  });

  it('that is refused says nothing of the token', async () => {
    const { answer } = await refresh(refusal(190, 460));
    expect(JSON.stringify(answer)).not.toContain('IGAAold');
  });
});
