import type { PlatformAnswer, PlatformCall, PlatformModel } from './platforms/call.ts';
import type { Random } from './random.ts';
import type { Task } from './process.ts';
import type { Scheduler } from './scheduler.ts';
import type { Weather } from './weather.ts';

/** The adapters' own patience at each endpoint, in milliseconds: AbortSignal counts real time, which stands still here. */
const TIMEOUTS: Readonly<Record<string, number>> = { media_publish: 180_000, media: 90_000, upload_last: 60_000 };

/** A platform that hears nothing of a call for so long has hung up: what a frozen process was sending never arrives. */
const CONNECTION_LIFE_MS = 60_000;

/** The line between a worker and the platforms, with everything that can happen to a call on it. */
export class Network {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #platforms: readonly PlatformModel[];

  constructor(scheduler: Scheduler, random: Random, weather: Weather, platforms: readonly PlatformModel[]) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#weather = weather;
    this.#platforms = platforms;
  }

  fetchFor(task: Task): typeof fetch {
    return async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const method = init?.method ?? 'GET';
      const platform = this.#platforms.find((each) => each.nameOf(method, url) !== null);
      if (platform === undefined) throw new Error(`no platform at ${url.href}`);
      const call = await readCall(platform.nameOf(method, url) ?? '', method, url, init);
      return this.#travel(task, platform, call);
    };
  }

  async #travel(task: Task, platform: PlatformModel, call: PlatformCall): Promise<Response> {
    const { name } = call;
    const step = <T>(label: string, delayMs: number, work: () => T): Promise<T> =>
      this.#scheduler.step(task, `${name} ${label}`, async () => work(), { delayMs });
    const there = this.#latency();
    const deadAt = this.#scheduler.nowMs + there + CONNECTION_LIFE_MS;
    const arrive = (): PlatformAnswer => {
      if (this.#scheduler.nowMs > deadAt) throw connectionError('ECONNRESET');
      return platform.handle(call);
    };
    if (!this.#weather.networkFails()) {
      const answer = await step('', there, () => arrive());
      return there === 0 ? respond(answer) : step('answers', this.#latency(), () => respond(answer));
    }
    const patience = TIMEOUTS[name] ?? 30_000;
    const kind = this.#random.pick(['refused', 'before', 'after', 'late', 'mishap', 'mishap', 'garbage'] as const);
    switch (kind) {
      case 'refused':
        return step('finds nobody', there, () => {
          throw connectionError('ECONNREFUSED');
        });
      case 'before':
        return step('is lost on its way', this.#random.between(0, patience), () => {
          throw connectionError('ECONNRESET');
        });
      case 'after':
        await step('is done unheard', there, () => arrive());
        return step('breaks off', this.#random.between(0, patience - there), () => {
          throw connectionError('ECONNRESET');
        });
      case 'late': {
        this.#doLater(platform, call);
        return step('breaks off early', this.#random.between(0, patience), () => {
          throw connectionError('ETIMEDOUT');
        });
      }
      case 'mishap': {
        const mishap = this.#random.pick(platform.mishaps(name));
        return step(`fares ill (${describe(mishap.answer)}${mishap.works ? ', but works' : ''})`, there, () => {
          if (mishap.works) arrive();
          return respond(mishap.answer);
        });
      }
      case 'garbage': {
        const works = this.#random.chance(0.5);
        const status = this.#random.pick([200, 502, 503]);
        return step(`gets garbage${works ? ', but works' : ''}`, there, () => {
          if (works) arrive();
          return new Response('<html><body>Sorry, something went wrong.</body></html>', { status });
        });
      }
    }
  }

  /** Carried out after the caller has stopped listening, but within what the platform promises (instagram.md 12.2). */
  #doLater(platform: PlatformModel, call: PlatformCall): void {
    const longest = call.name === 'upload_last' ? 100_000 : 170_000;
    this.#scheduler.at(this.#scheduler.nowMs + this.#random.between(1000, longest), () => {
      this.#scheduler.note(`${call.name} is done late`);
      platform.handle(call);
    });
  }

  #latency(): number {
    if (this.#weather.climate.network === 0 && this.#weather.climate.freeze === 0) return 0;
    return this.#random.weigh([
      [6, 0],
      [3, this.#random.between(20, 2000)],
      [1, this.#random.between(2000, 25_000)],
    ]);
  }
}

async function readCall(
  name: string,
  method: string,
  url: URL,
  init: Parameters<typeof fetch>[1],
): Promise<PlatformCall> {
  const headers = new Headers(init?.headers);
  const type = headers.get('content-type') ?? '';
  const raw = init?.body == null ? new Uint8Array() : new Uint8Array(await new Response(init.body).arrayBuffer());
  const text = name === 'upload_last' ? '' : Buffer.from(raw).toString('utf8');
  return {
    name,
    method,
    url,
    bytes: raw,
    form: type.includes('json') ? new URLSearchParams() : new URLSearchParams(text),
    json: type.includes('json') && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {},
    token: headers.get('authorization')?.replace(/^(Bearer|OAuth) /, '') ?? '',
  };
}

function respond({ status, body }: PlatformAnswer): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
}

function describe({ status, body }: PlatformAnswer): string {
  return typeof body === 'string' ? String(status) : JSON.stringify(body).slice(0, 120);
}

function connectionError(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}
