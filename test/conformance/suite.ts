import { FAILURE_CLASSES } from '../../src/contract/job.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LinkedAccount } from '../../src/channels/adapter.ts';
import { say } from '../../src/domain/said.ts';
import { drawBadDay } from './bad-day.ts';
import { travel, type Crash, type Journey } from './journey.ts';
import { sha256 } from './media-host.ts';
import { setStage, valueOf, type Stage } from './stage.ts';
import type { ConformanceSubject, JourneyEnd, Sample } from './subject.ts';

/**
 * What every channel's adapter must stand, told against its sandbox: linking, tokens, callbacks, each kind of post,
 * each class of failure, a crash around every checkpoint, and an answer lost at every call that changes something.
 * Above all: never two posts.
 */
export function conformance(subject: ConformanceSubject): void {
  describe(`conformance of ${subject.name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await setStage(subject);
    });
    beforeEach(() => stage.reset());
    afterAll(() => stage.close());

    async function tell(sample: Sample, account: LinkedAccount, crash: Crash | null = null): Promise<Journey> {
      const requests = await stage.requests(sample, account);
      const journey = await travel(stage.adapter.publisher, requests, stage.clock, crash);
      expectNoSecrets(journey, sample, account);
      return journey;
    }

    /** One, as ordered, where the story ended well; none where it ended badly for certain; never two. */
    async function expectPosts(sample: Sample, end: JourneyEnd, told = ''): Promise<void> {
      const posts = await stage.posts();
      expect(posts.length, told).toBeLessThanOrEqual(1);
      expect(posts, told).toMatchObject(end === 'personDecides' ? posts : postsAfter(sample, end));
    }

    describe('linking', () => {
      it('brings home the account, a token that works, and what was granted', async () => {
        const account = await stage.link();
        expect(account.username).toBe(subject.account);
        expect(account.scopes).toEqual(expect.arrayContaining([...stage.adapter.connect.neededScopes]));
        expect(account.tokens.obtainedAt.toString()).toBe(stage.clock.now().toString());
        const read = await stage.adapter.connect.readCapabilities(credentialsOf(account));
        expect(valueOf(read).capabilities.checkedAt).toBe(stage.clock.now().toString());
      });

      it('says which scope was withheld', async () => {
        const account = await stage.link({ withholdScope: subject.token.withheldScope });
        const missing = stage.adapter.connect.neededScopes.filter((scope) => !account.scopes.includes(scope));
        expect(missing).toEqual([subject.token.withheldScope]);
      });

      it('refuses a code that was used already', async () => {
        const { redirectUri } = subject;
        const answer = await stage.adapter.connect.exchange({ code: 'no-such-code', redirectUri, codeVerifier: 'x' });
        expect(answer).toMatchObject({ ok: false, failure: { failureClass: 'token' } });
      });
    });

    describe('tokens', () => {
      it('are prolonged without the creator', async () => {
        const account = await stage.link();
        await stage.clock.advanceBy(subject.token.refreshAfter);
        const refreshed = valueOf(await stage.adapter.connect.refresh(account.tokens));
        const { expiresAt } = refreshed;
        if (expiresAt === null || account.tokens.expiresAt === null) throw new Error('a token without an end');
        expect(Temporal.Instant.compare(expiresAt, account.tokens.expiresAt)).toBe(1);
        const credentials = { ...credentialsOf(account), accessToken: refreshed.accessToken };
        expect((await stage.adapter.connect.readCapabilities(credentials)).ok).toBe(true);
      });

      it('are due for a refresh before they end', async () => {
        const { tokens } = await stage.link();
        const due = stage.adapter.connect.refreshAt(tokens);
        if (due === null || tokens.expiresAt === null) throw new Error('this token is never refreshed');
        expect(Temporal.Instant.compare(due, tokens.obtainedAt)).toBe(1);
        expect(Temporal.Instant.compare(due, tokens.expiresAt)).toBe(-1);
      });

      it('that the platform has ended ask for the creator, at a refresh and at publishing', async () => {
        const account = await stage.link();
        await stage.clock.advanceBy(subject.token.refreshAfter);
        const { channel, account: username } = subject;
        await stage.sandbox.control('POST', 'revoke', { channel, account: username });
        const refreshed = await stage.adapter.connect.refresh(account.tokens);
        expect(refreshed).toMatchObject({ ok: false, failure: { failureClass: 'token' } });
        const journey = await tell(firstOf(subject.samples), account);
        expect(journey.end).toBe('needsPerson');
        expect(journey.failures).toMatchObject([{ failureClass: 'token' }]);
        expect(await stage.posts()).toEqual([]);
      });

      it('are given back where the platform takes them', async () => {
        const account = await stage.link();
        expect(valueOf(await stage.adapter.connect.revoke(account.tokens))).toBe(subject.token.revoked);
        const after = await stage.adapter.connect.readCapabilities(credentialsOf(account));
        expect(after.ok).toBe(subject.token.revoked === 'not_possible');
      });
    });

    describe('callbacks', () => {
      it.each(subject.callbacks)('$name is read; forged, it is refused', async (callback) => {
        await stage.link();
        const message = await stage.callback(callback);
        const news = stage.adapter.connect.readCallback(message);
        expect(news?.map(({ kind }) => kind)).toEqual(callback.news === null ? [] : [callback.news]);

        const last = message.rawBody.length - 1;
        const rawBody = message.rawBody.with(last, (message.rawBody.at(last) ?? 0) ^ 1);
        expect(stage.adapter.connect.readCallback({ ...message, rawBody })).toBeNull();
      });
    });

    describe('publishing', () => {
      it.each(subject.samples)('$name goes out as ordered', async (sample) => {
        const account = await stage.link();
        const journey = await tell(sample, account);
        expect(journey).toMatchObject({ end: 'published', attempts: 1, failures: [], confirmations: [] });
        await expectPosts(sample, journey.end);
        await expectNothingInUrls(stage, sample);
        if (sample.leavesNoPost === true) return;
        const [post] = await stage.posts();
        const requests = await stage.requests(sample, account);
        const hashes = await Promise.all(
          requests(1).media.map(async (file) => sha256(await bytesOf(file.read(0, file.sizeBytes)))),
        );
        expect(post).toMatchObject({ account: subject.account, mediaHashes: hashes });
      });
    });

    describe('a failure', () => {
      it.each(subject.failures)('$name: $failureClass, $outcome, and in the end $end', async (story) => {
        const account = await stage.link();
        const sample = sampleNamed(subject, story.sample);
        await stage.fault(story.fault);
        const journey = await tell(sample, account);
        expect(journey.failures[0]).toMatchObject({ failureClass: story.failureClass });
        const says = journey.failures[0]?.says ?? { quoted: '' };
        expect(say(says, 'en')).toMatch(/\w{3}/);
        expect(say(says, 'es')).not.toBe(say(says, 'en'));
        expect(journey.outcomes.find(({ kind }) => kind !== 'waiting')?.kind).toBe(story.outcome);
        expect(journey.end).toBe(story.end);
        await expectPosts(sample, journey.end);
      });
    });

    describe('an answer that is lost', () => {
      const stories = subject.lostAnswers.flatMap((lost) =>
        (['drop_before', 'drop_after'] as const).map((kind) => ({ ...lost, kind })),
      );
      it.each(stories)(
        '$sample: $kind at $endpoint',
        async ({ sample: name, endpoint, kind, ends = ['published'], also = [] }) => {
          const account = await stage.link();
          const sample = sampleNamed(subject, name);
          await stage.fault({ endpoint, kind, times: 1 });
          for (const fault of also) await stage.fault(fault);
          const journey = await tell(sample, account);
          expect(await kindsOfFaultsLeft(stage), 'the fault never struck').not.toContain(kind);
          expect(ends).toContain(journey.end);
          await expectPosts(sample, journey.end);
        },
      );
    });

    describe('a bad day', () => {
      const { sample: name, endpoints, seeds } = subject.badDays ?? { sample: '', endpoints: [], seeds: 0 };
      it.runIf(seeds > 0)(
        'of any kind leaves one post, or none and a true word about it',
        async () => {
          const sample = sampleNamed(subject, name);
          const ends = new Map<JourneyEnd, number>();
          for (let seed = 1; seed <= seeds; seed += 1) {
            await stage.reset();
            const account = await stage.link();
            const { faults, crash } = drawBadDay(seed, endpoints);
            for (const fault of faults) await stage.fault(fault);
            const { end } = await tell(sample, account, crash);
            await expectPosts(sample, end, `seed ${seed}: ${JSON.stringify({ faults, crash, end })}`);
            ends.set(end, (ends.get(end) ?? 0) + 1);
          }
          // Few faults, and all of them pass: nearly every day can be brought to a good end.
          expect(ends.get('published') ?? 0).toBeGreaterThan(seeds * 0.8);
        },
        300_000,
      );
    });

    describe('a crash', () => {
      it.each(subject.samples.filter(({ crashes }) => crashes === true))(
        'around any checkpoint of $name leaves exactly one post',
        async (sample) => {
          for (const when of ['before_commit', 'after_commit'] as const) {
            // The platform takes its time at random, so a story has no fixed number of checkpoints: on until none is left.
            for (let checkpoint = 1, crashed = true; crashed; checkpoint += 1) {
              await stage.reset();
              const journey = await tell(sample, await stage.link(), { checkpoint, when });
              ({ crashed } = journey);
              const told = `${when} of checkpoint ${checkpoint}: ${journey.checkpoints[checkpoint - 1]?.step}`;
              expect(journey.end, told).toBe('published');
              expect(checkpoint > 2 || crashed, 'a story with hardly a checkpoint').toBe(true);
              await expectPosts(sample, journey.end, told);
            }
          }
        },
        300_000,
      );
    });
  });
}

/** Of all stories of a channel together: what an adapter was never shown, it may take for anything. */
export function everyFailureClassIsTried(channel: string, failures: ConformanceSubject['failures']): void {
  it(`a failure of every class is tried on ${channel}`, () => {
    const tried = new Set(failures.map(({ failureClass }) => failureClass));
    expect(FAILURE_CLASSES.filter((failureClass) => !tried.has(failureClass))).toEqual([]);
  });
}

/** A person who can try again at a click must be able to trust that nothing went out. */
function postsAfter(sample: Sample, end: JourneyEnd): object[] {
  return end === 'published' && sample.leavesNoPost !== true ? [{ kind: sample.kind, ...sample.shows }] : [];
}

function sampleNamed(subject: ConformanceSubject, name: string): Sample {
  const sample = subject.samples.find((one) => one.name === name);
  if (sample === undefined) throw new Error(`no sample is called ${name}`);
  return sample;
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error('the list is empty');
  return first;
}

function credentialsOf(account: LinkedAccount) {
  const { externalAccountId, username, tokens } = account;
  return { externalAccountId, username, accessToken: tokens.accessToken };
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Neither token nor caption may reach a log, an error or the attempt's record (spec.md 5.7). */
function expectNoSecrets(journey: Journey, sample: Sample, account: LinkedAccount): void {
  const said = JSON.stringify([
    journey.failures,
    journey.checkpoints.map(({ step, evidence }) => ({ step, evidence })),
  ]);
  if (sample.caption !== '') expect(said).not.toContain(sample.caption);
  const recorded = said + JSON.stringify(journey.checkpoints.map(({ progress }) => progress));
  expect(recorded).not.toContain(account.tokens.accessToken);
  if (account.tokens.refreshToken !== null) expect(recorded).not.toContain(account.tokens.refreshToken);
}

/** URLs end up in other people's logs (instagram.md 5). */
async function expectNothingInUrls(stage: Stage, sample: Sample): Promise<void> {
  const paths = (await stage.sandbox.requests()).map((request) =>
    decodeURIComponent(String(request['path'])).replaceAll('+', ' '),
  );
  expect(paths.filter((path) => sample.caption !== '' && path.includes(sample.caption))).toEqual([]);
}

async function kindsOfFaultsLeft(stage: Stage): Promise<string[]> {
  const faults = (await stage.sandbox.control('GET', 'faults')) as { kind: string }[];
  return faults.map(({ kind }) => kind);
}
