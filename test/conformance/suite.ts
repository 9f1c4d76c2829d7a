import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LinkedAccount } from '../../src/channels/adapter.ts';
import { FAILURE_CLASSES } from '../../src/contract/job.ts';
import { travel, type Crash, type Journey } from './journey.ts';
import { sha256 } from './media-host.ts';
import { setStage, valueOf, type Stage } from './stage.ts';
import type { ConformanceSubject, Sample } from './subject.ts';

/**
 * What every channel's adapter must stand, told against its sandbox: linking, tokens, callbacks, each kind of post,
 * each class of failure, a crash around every checkpoint, and an answer lost at every call that changes something.
 * Above all: never two posts.
 */
export function conformance(subject: ConformanceSubject): void {
  describe(`the ${subject.channel} adapter`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await setStage(subject);
    });
    beforeEach(() => stage.reset());
    afterAll(() => stage.close());

    const sampleNamed = (name: string): Sample => {
      const sample = subject.samples.find((one) => one.name === name);
      if (sample === undefined) throw new Error(`no sample is called ${name}`);
      return sample;
    };

    async function tell(sample: Sample, account: LinkedAccount, crash: Crash | null = null): Promise<Journey> {
      const requests = await stage.requests(sample, account);
      const journey = await travel(stage.adapter.publisher, requests, stage.clock, crash);
      expectNoSecrets(journey, sample, account);
      return journey;
    }

    async function expectOnePost(sample: Sample): Promise<void> {
      const posts = await stage.posts();
      expect(posts.map((post) => post['kind'])).toEqual(sample.leavesNoPost === true ? [] : [sample.kind]);
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
        await expectOnePost(sample);
        if (sample.leavesNoPost === true) return;
        const [post] = await stage.posts();
        const requests = await stage.requests(sample, account);
        const hashes = await Promise.all(requests(1).media.map(async (file) => sha256(await bytesOf(file.read(0, file.sizeBytes)))));
        expect(post).toMatchObject({ account: subject.account, mediaHashes: hashes, ...sample.shows });
        await expectNothingInUrls(stage, sample);
      });
    });

    describe('a failure', () => {
      it('of every class is tried', () => {
        const tried = new Set(subject.failures.map(({ failureClass }) => failureClass));
        expect(FAILURE_CLASSES.filter((failureClass) => !tried.has(failureClass))).toEqual([]);
      });

      it.each(subject.failures)('$name: $failureClass, $outcome, and in the end $end', async (story) => {
        const account = await stage.link();
        const sample = sampleNamed(story.sample);
        await stage.fault(story.fault);
        const journey = await tell(sample, account);
        expect(journey.failures[0]).toMatchObject({ failureClass: story.failureClass });
        expect(journey.failures[0]?.message).not.toBe('');
        expect(journey.outcomes.find(({ kind }) => kind !== 'waiting')?.kind).toBe(story.outcome);
        expect(journey.end).toBe(story.end);
        if (story.end === 'published') await expectOnePost(sample);
        else expect((await stage.posts()).length).toBeLessThanOrEqual(1);
      });
    });

    describe('an answer that is lost', () => {
      const stories = subject.lostAnswers.flatMap((lost) =>
        (['drop_before', 'drop_after'] as const).map((kind) => ({ ...lost, kind })),
      );
      it.each(stories)('$sample: $kind at $endpoint', async ({ sample: name, endpoint, kind, ends = ['published'] }) => {
        const account = await stage.link();
        const sample = sampleNamed(name);
        await stage.fault({ endpoint, kind, times: 1 });
        const journey = await tell(sample, account);
        expect(await faultsLeft(stage), 'the fault never struck').toEqual([]);
        expect(ends).toContain(journey.end);
        if (journey.end === 'published') await expectOnePost(sample);
        else expect((await stage.posts()).length).toBeLessThanOrEqual(1);
      });
    });

    describe('a crash', () => {
      it.each(subject.samples.filter(({ crashes }) => crashes === true))(
        'around any checkpoint of $name leaves exactly one post',
        async (sample) => {
          const whole = await tell(sample, await stage.link());
          const moments = whole.checkpoints.flatMap((_, index) =>
            (['before_commit', 'after_commit'] as const).map((when) => ({ checkpoint: index + 1, when })),
          );
          expect(moments.length).toBeGreaterThan(0);
          for (const crash of moments) {
            await stage.reset();
            const journey = await tell(sample, await stage.link(), crash);
            const told = `${crash.when} of checkpoint ${crash.checkpoint}, ${whole.checkpoints[crash.checkpoint - 1]?.step}`;
            expect(journey, told).toMatchObject({ crashed: true, end: 'published' });
            const posts = await stage.posts();
            expect(posts.length, told).toBe(sample.leavesNoPost === true ? 0 : 1);
          }
        },
        300_000,
      );
    });
  });
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
  return Buffer.concat(await Array.fromAsync(pieces));
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
  const paths = (await stage.sandbox.requests()).map((request) => decodeURIComponent(String(request['path'])).replaceAll('+', ' '));
  if (sample.caption !== '') expect(paths.filter((path) => path.includes(sample.caption))).toEqual([]);
}

async function faultsLeft(stage: Stage): Promise<unknown> {
  return stage.sandbox.control('GET', 'faults');
}
