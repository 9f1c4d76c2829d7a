import type { Channel } from '../../../src/contract/channel.ts';

/** One post that the world can see. `key`: the entry it was made for, told by its media. */
export interface LivePost {
  key: string;
  channel: Channel;
  account: string;
  id: string;
  caption: string;
  at: number;
  /** When we gave the last word that made it possible. */
  askedAt: number;
}

/** Everything that ever went out, on both platforms: what all promises are held against. */
export class Feed {
  readonly posts: LivePost[] = [];
  /** Work that a platform has accepted and may still turn into a post. */
  readonly brewing = new Map<string, number>();
  readonly #broken: (promise: string) => void;
  #ids = 17_900_000;

  constructor(broken: (promise: string) => void) {
    this.#broken = broken;
  }

  newId(): string {
    this.#ids += 1;
    return String(this.#ids);
  }

  publish(post: LivePost): void {
    this.posts.push(post);
    const same = this.posts.filter((each) => each.key === post.key);
    if (same.length > 1) this.#broken(`live twice: ${post.key} as ${same.map((each) => each.id).join(' and ')}`);
  }

  brew(key: string, change: 1 | -1): void {
    this.brewing.set(key, (this.brewing.get(key) ?? 0) + change);
  }

  countOf(key: string): number {
    return this.posts.filter((post) => post.key === key).length;
  }

  mayStillAppear(key: string): boolean {
    return (this.brewing.get(key) ?? 0) > 0;
  }
}

/** The asset a signed media address leads to; `null` for what is none. */
export function assetOfUrl(url: string): { assetId: string; nonce: string | null; expiresAt: number } | null {
  const token = /\/m\/([^.]+)\./.exec(url)?.[1];
  if (token === undefined) return null;
  const payload = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { i: string; n?: string; e: number };
  return { assetId: payload.i.split('.')[0] ?? '', nonce: payload.n ?? null, expiresAt: payload.e * 1000 };
}
