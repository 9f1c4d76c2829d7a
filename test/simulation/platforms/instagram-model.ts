import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Mishap, PlatformAnswer, PlatformCall, PlatformModel } from './call.ts';
import { assetOfUrl, type Feed } from './feed.ts';

interface Container {
  id: string;
  account: string;
  key: string;
  caption: string;
  type: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM';
  madeAt: number;
  readyAt: number;
  /** The subcode it fails with, if it does. */
  failsWith: number | null;
  mediaId: string | null;
}

const DAY_MS = 86_400_000;

/**
 * Instagram as instagram.md tells of it, in memory and on the run's time: containers that ripen, publishing, lists. A
 * container yields one post at most (12.4); what else is only probable there, this leaves to chance.
 */
export class InstagramModel implements PlatformModel {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #feed: Feed;
  readonly #trouble: () => boolean;
  readonly #containers = new Map<string, Container>();
  readonly tokens = new Map<string, string>();

  constructor(scheduler: Scheduler, random: Random, feed: Feed, trouble: () => boolean) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#feed = feed;
    this.#trouble = trouble;
  }

  nameOf(method: string, url: URL): string | null {
    if (url.hostname !== 'graph.instagram.test') return null;
    if (url.pathname.endsWith('/refresh_access_token')) return 'refresh';
    if (url.pathname.endsWith('/media_publish')) return 'media_publish';
    if (url.pathname.endsWith('/content_publishing_limit')) return 'limit';
    if (url.pathname.endsWith('/media')) return method === 'POST' ? 'media' : 'media_list';
    if (url.pathname.endsWith('/comments')) return 'comments';
    return url.searchParams.get('fields')?.includes('status_code') === true ? 'container' : 'media_read';
  }

  handle(call: PlatformCall): PlatformAnswer {
    const token = call.token === '' ? (call.url.searchParams.get('access_token') ?? '') : call.token;
    const account = this.tokens.get(token);
    if (account === undefined) return refusal(190, 463, 401);
    const node = call.url.pathname.split('/').at(-1) ?? '';
    switch (call.name) {
      case 'refresh':
        return ok({ access_token: token, token_type: 'bearer', expires_in: 5_184_000 });
      case 'limit':
        return this.#limit(account, call.url.searchParams.get('since'));
      case 'media':
        return this.#makeContainer(account, call.form);
      case 'container':
        return this.#status(account, node);
      case 'media_publish':
        return this.#publish(account, call.form.get('creation_id') ?? '');
      case 'media_list':
        return this.#list(account);
      case 'media_read':
        return this.#read(account, node);
      default:
        return refusal(100, null, 400);
    }
  }

  mishaps(name: string): readonly Mishap[] {
    switch (name) {
      case 'media_publish':
        return AT_PUBLISH;
      case 'media':
        return AT_CREATE;
      case 'refresh':
        return [error(2, null), error(100, null)];
      default:
        return AT_READS;
    }
  }

  #limit(account: string, since: string | null): PlatformAnswer {
    const from = since === null ? this.#scheduler.nowMs - DAY_MS : Number(since) * 1000;
    const used = this.#postsOf(account).filter((post) => post.at >= from).length;
    return ok({ data: [{ quota_usage: used, config: { quota_total: 100, quota_duration: 86_400 } }] });
  }

  #makeContainer(account: string, form: URLSearchParams): PlatformAnswer {
    const children = (form.get('children') ?? '').split(',').filter((id) => id !== '');
    const url = form.get('image_url') ?? form.get('video_url') ?? '';
    const first = this.#containers.get(children[0] ?? '');
    const assetId = assetOfUrl(url)?.assetId;
    const key = assetId === undefined ? first?.key : `${assetId}:ig`;
    if (key === undefined) return refusal(9004, 2_207_052, 400);
    const isImage = form.has('image_url');
    const inTrouble = this.#trouble();
    const ripeningMs = isImage
      ? this.#random.weigh([
          [6, 0],
          [3, 4000],
          [inTrouble ? 1 : 0, 90_000],
        ])
      : this.#random.weigh([
          [6, 3000],
          [3, 40_000],
          [inTrouble ? 1 : 0, 1_200_000],
        ]);
    const id = this.#feed.newId();
    this.#containers.set(id, {
      id,
      account,
      key,
      caption: form.get('caption') ?? '',
      type: children.length > 0 ? 'CAROUSEL_ALBUM' : isImage ? 'IMAGE' : 'VIDEO',
      madeAt: this.#scheduler.nowMs,
      readyAt: this.#scheduler.nowMs + ripeningMs,
      failsWith: inTrouble && this.#random.chance(0.06) ? this.#random.pick([2_207_032, 2_207_053, 2_207_026]) : null,
      mediaId: null,
    });
    return ok({ id });
  }

  #status(account: string, id: string): PlatformAnswer {
    const container = this.#containers.get(id);
    if (container === undefined || container.account !== account) return refusal(100, 33, 400);
    return ok({ id, status_code: this.#codeOf(container), status: `Error: ${container.failsWith ?? ''}` });
  }

  #codeOf({ mediaId, readyAt, failsWith, madeAt }: Container): string {
    const now = this.#scheduler.nowMs;
    if (mediaId !== null) return 'PUBLISHED';
    if (now < readyAt) return 'IN_PROGRESS';
    if (failsWith !== null) return 'ERROR';
    return now - madeAt > DAY_MS ? 'EXPIRED' : 'FINISHED';
  }

  #publish(account: string, id: string): PlatformAnswer {
    const container = this.#containers.get(id);
    if (container === undefined || container.account !== account) return refusal(24, 2_207_006, 400);
    // Undocumented (instagram.md 12.4): any of these.
    if (container.mediaId !== null) {
      return this.#random.pick([
        ok({ id: container.mediaId }),
        refusal(24, 2_207_006, 400),
        refusal(-1, 2_207_085, 400),
      ]);
    }
    if (this.#codeOf(container) !== 'FINISHED') return refusal(9007, 2_207_027, 400);
    container.mediaId = this.#feed.newId();
    const { key, caption } = container;
    const at = this.#scheduler.nowMs;
    this.#feed.publish({ key, channel: 'ig', account, id: container.mediaId, caption, at, askedAt: at });
    return ok({ id: container.mediaId });
  }

  #list(account: string): PlatformAnswer {
    const data = this.#postsOf(account)
      .toReversed()
      .slice(0, 50)
      .map((post) => this.#mediaOf(post.id));
    return ok({ data });
  }

  #read(account: string, id: string): PlatformAnswer {
    const post = this.#postsOf(account).find((each) => each.id === id);
    return post === undefined ? refusal(100, 33, 400) : ok(this.#mediaOf(id));
  }

  #mediaOf(id: string): object {
    const post = this.#feed.posts.find((each) => each.id === id);
    const container = [...this.#containers.values()].find((each) => each.mediaId === id);
    return {
      id,
      // Read back without the @ signs (instagram.md 6).
      caption: post?.caption.replaceAll('@', ''),
      timestamp: new Date(post?.at ?? 0).toISOString().replace(/\.\d+Z$/, '+0000'),
      permalink: `https://www.instagram.test/p/${id}/`,
      media_type: container?.type,
    };
  }

  #postsOf(account: string) {
    return this.#feed.posts.filter((post) => post.channel === 'ig' && post.account === account);
  }
}

function ok(body: object): PlatformAnswer {
  return { status: 200, body };
}

function refusal(code: number, subcode: number | null, status: number): PlatformAnswer {
  const more = subcode === null ? {} : { error_subcode: subcode };
  return { status, body: { error: { message: 'refused', type: 'OAuthException', code, ...more, fbtrace_id: 'A1b2' } } };
}

function error(code: number, subcode: number | null, works = false): Mishap {
  const status = code === 190 ? 401 : code === 1 || code === 2 ? 500 : 400;
  return { answer: refusal(code, subcode, status), works };
}

/** instagram.md 11 and 12: these come for posts that went out as for such that did not. */
const AT_PUBLISH: readonly Mishap[] = [
  ...[true, false].flatMap((works) => [
    error(1, null, works),
    error(2, null, works),
    error(4, 2_207_051, works),
    error(-1, 2_207_001, works),
    error(-1, 2_207_085, works),
    error(2, 2_207_999, works),
  ]),
  error(24, 2_207_008),
  error(9007, 2_207_027),
  error(9, 2_207_042),
  error(17, null),
  error(368, null),
  error(25, 2_207_050),
  error(190, 460),
];
const AT_CREATE: readonly Mishap[] = [
  error(1, null),
  error(2, null),
  error(4, null),
  error(9004, 2_207_052),
  error(-2, 2_207_003),
  error(36_003, 2_207_009),
  error(36_004, 2_207_010),
  error(190, 463),
];
const AT_READS: readonly Mishap[] = [
  error(1, null),
  error(2, null),
  error(4, null),
  error(613, null),
  error(100, 33),
  error(190, 463),
];
