import { randomUUID } from 'node:crypto';
import type {
  Answer,
  CallbackMessage,
  ChannelAdapter,
  LinkedAccount,
  PublishMedia,
  PublishRequest,
} from '../../src/channels/adapter.ts';
import { temporarySandbox, type TemporarySandbox } from '../../sandbox/testing/temporary-sandbox.ts';
import { jpeg } from '../../sandbox/testing/pictures.ts';
import { makeVideo } from '../fixtures/make-video.ts';
import { VirtualClock } from '../support/clock.ts';
import { consent } from './consent.ts';
import { startMediaHost, type HostedFile, type MediaHost } from './media-host.ts';
import type { CallbackCase, ConformanceSubject, MediaWish, Sample } from './subject.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

/** A sandbox, an adapter on it, media it can pull, and one clock for all of them. */
export interface Stage {
  readonly adapter: ChannelAdapter;
  readonly sandbox: TemporarySandbox;
  readonly clock: VirtualClock;
  /** The sandbox as new; the clock goes on. */
  reset(): Promise<void>;
  link(choice?: { withholdScope?: string }): Promise<LinkedAccount>;
  /** The sample as an order to publish, for each attempt anew: media URLs are an attempt's own. */
  requests(sample: Sample, account: LinkedAccount): Promise<(attempt: number) => PublishRequest>;
  fault(fault: Readonly<Record<string, unknown>>): Promise<void>;
  posts(): Promise<Record<string, unknown>[]>;
  /** Has the sandbox send a callback; what arrived. */
  callback(message: CallbackCase): Promise<CallbackMessage>;
  close(): Promise<void>;
}

const OPENING = '2026-11-23T09:00:00Z';

export async function setStage(subject: ConformanceSubject): Promise<Stage> {
  const clock = new VirtualClock(OPENING);
  const receiver = await startWebhookReceiver();
  const host = await startMediaHost();
  const sandbox = await temporarySandbox({
    appUrl: receiver.url,
    realNowMs: () => clock.now().epochMilliseconds,
  });
  const adapter = subject.createAdapter(sandbox.url, { clock, fetch: globalThis.fetch, random: () => 0.5 });
  const files = new Map<string, Promise<HostedFile>>();

  return {
    adapter,
    sandbox,
    clock,
    reset: async () => {
      await sandbox.control('POST', 'reset');
      await sandbox.control('POST', 'settings', { [subject.channel]: subject.sandboxSettings });
      receiver.take();
    },
    link: (choice = {}) => link(adapter, subject, choice),
    requests: (sample, account) => requestsFor(sample, account, host, files),
    fault: (fault) => sandbox.fault({ channel: subject.channel, ...fault }),
    posts: async () => (await sandbox.posts()).filter((post) => post['channel'] === subject.channel),
    callback: async (message) => {
      await sandbox.control('POST', 'webhooks', {
        channel: subject.channel,
        account: subject.account,
        ...message.send,
      });
      const [call] = receiver.take();
      if (call === undefined) throw new Error(`the sandbox delivered nothing for ${message.name}`);
      return { kind: message.kind, ...call };
    },
    close: async () => {
      await sandbox.close();
      await host.close();
      await receiver.close();
    },
  };
}

/** The value, or a test failure that says why there is none. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(`refused: ${JSON.stringify(answer.failure)}`);
}

async function link(
  adapter: ChannelAdapter,
  subject: ConformanceSubject,
  choice: { withholdScope?: string },
): Promise<LinkedAccount> {
  const { redirectUri } = subject;
  const { url, codeVerifier } = adapter.connect.authorize({ state: 'state-1', redirectUri, chooseAccount: false });
  const back = await consent(url, { account: subject.account, ...choice });
  if (back.searchParams.get('state') !== 'state-1') throw new Error(`no code came back: ${back.href}`);
  // As a browser may hand it over: with whatever the platform has put behind the code.
  const code = `${back.searchParams.get('code') ?? ''}${back.hash}`;
  return valueOf(await adapter.connect.exchange({ code, redirectUri, codeVerifier }));
}

async function requestsFor(
  sample: Sample,
  account: LinkedAccount,
  host: MediaHost,
  files: Map<string, Promise<HostedFile>>,
): Promise<(attempt: number) => PublishRequest> {
  const jobId = randomUUID();
  const made = (wish: MediaWish, name: string): Promise<HostedFile> => {
    const file = files.get(`${sample.name} ${name}`) ?? makeFile(wish, files.size);
    files.set(`${sample.name} ${name}`, file);
    return file;
  };
  const media = await Promise.all(sample.media.map((wish, index) => made(wish, String(index))));
  const cover = sample.cover === undefined ? null : await made(sample.cover, 'cover');
  const hosted = new Map<string, PublishMedia>();
  const hostedFor = (file: HostedFile, attempt: number): PublishMedia => {
    const key = `${file.assetId} ${attempt}`;
    const known = hosted.get(key) ?? host.mediaFor(file);
    hosted.set(key, known);
    return known;
  };
  return (attempt) => ({
    jobId,
    attempt,
    credentials: {
      externalAccountId: account.externalAccountId,
      username: account.username,
      accessToken: account.tokens.accessToken,
    },
    capabilities: account.capabilities,
    caption: sample.caption,
    media: media.map((file) => hostedFor(file, attempt)),
    coverTimeMs: sample.coverTimeMs ?? null,
    coverImage: cover === null ? null : hostedFor(cover, attempt),
    choices: sample.choices,
  });
}

/** Each file has a colour of its own, so that each has a hash of its own. */
async function makeFile(wish: MediaWish, index: number): Promise<HostedFile> {
  const { width, height } = wish;
  const shade = 32 + ((index * 37) % 192);
  const common = { assetId: randomUUID(), kind: wish.kind, width, height } as const;
  if (wish.kind === 'image') {
    const bytes = await jpeg(width, height, `#${shade.toString(16)}4060`);
    return { ...common, bytes, durationMs: null, altText: wish.altText ?? null };
  }
  const { seconds } = wish;
  const bytes = await makeVideo({ width, height, seconds, colour: { luma: shade, chromaBlue: 110, chromaRed: 150 } });
  return { ...common, bytes, durationMs: seconds * 1000, altText: null };
}
