import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { consent } from '../conformance/consent.ts';
import { makeVideo } from '../fixtures/make-video.ts';

type Json = Readonly<Record<string, unknown>>;

/** A creator at the API. Tries again where the server is being killed: what was answered counts, nothing else does. */
export class Creator {
  readonly #url: string;
  readonly #name: string;
  #cookie = '';
  #photo = '';
  #video = '';

  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  async settle(accounts: { ig: string; tiktok: string }): Promise<void> {
    await this.#call('POST', '/api/auth/sign-up/email', {
      name: this.#name,
      email: `${this.#name}@example.test`,
      password: 'correct horse battery',
    });
    for (const channel of ['ig', 'tiktok'] as const) {
      const begun = await this.#call('POST', `/v1/accounts/${channel}/link`, { timezone: 'Europe/Madrid' });
      const { authorizeUrl } = begun['data'] as { authorizeUrl: string };
      const back = await consent(authorizeUrl, { account: accounts[channel] });
      await this.#call('GET', `${back.pathname}${back.search}`);
    }
    this.#photo = await this.#upload(await photo(), 'photo.jpg', 'image/jpeg');
    this.#video = await this.#upload(await makeVideo({ seconds: 4 }), 'video.mp4', 'video/mp4');
  }

  async schedule(channel: 'ig' | 'tiktok', caption: string, at: Date): Promise<void> {
    const payload =
      channel === 'ig' ? {} : { mode: 'direct', privacyLevel: 'PUBLIC_TO_EVERYONE', musicConfirmed: true };
    await this.#call('POST', '/v1/posts', {
      caption,
      hashtags: [],
      tags: [],
      assetIds: [channel === 'ig' ? this.#photo : this.#video],
      entries: [{ channel, scheduledAt: at.toISOString(), payload }],
      intent: 'schedule',
    });
  }

  async #upload(bytes: Uint8Array, filename: string, filetype: string): Promise<string> {
    const tus = { 'tus-resumable': '1.0.0', cookie: this.#cookie, origin: this.#url };
    const created = await fetch(`${this.#url}/v1/uploads`, {
      method: 'POST',
      headers: {
        ...tus,
        'upload-length': String(bytes.length),
        'upload-metadata': `filename ${base64(filename)},filetype ${base64(filetype)}`,
      },
    });
    const done = await fetch(new URL(created.headers.get('location') ?? '', this.#url), {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: Buffer.from(bytes),
    });
    const assetId = done.headers.get('asset-id');
    if (assetId === null) throw new Error(`upload: ${done.status} ${await done.text()}`);
    return assetId;
  }

  async #call(method: string, path: string, body?: Json): Promise<Json> {
    const response = await fetch(this.#url + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: this.#cookie,
        origin: this.#url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status === 429) {
      await pause(1000 * Number(response.headers.get('retry-after') ?? '5'));
      return this.#call(method, path, body);
    }
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    return response.headers.get('content-type')?.includes('json') === true ? ((await response.json()) as Json) : {};
  }
}

async function photo(): Promise<Uint8Array> {
  return sharp({ create: { width: 1080, height: 1350, channels: 3, background: '#8a0f1c' } })
    .withExif({ IFD0: { ImageDescription: crypto.randomUUID() } })
    .jpeg()
    .toBuffer();
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
