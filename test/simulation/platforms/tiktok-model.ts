import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Mishap, PlatformAnswer, PlatformCall, PlatformModel } from './call.ts';
import { assetOfUrl, type Feed } from './feed.ts';

interface PublishTask {
  id: string;
  account: string;
  key: string | null;
  caption: string;
  isPublic: boolean;
  inbox: boolean;
  sizeBytes: number;
  received: number;
  status: 'PROCESSING_UPLOAD' | 'PROCESSING_DOWNLOAD' | 'PUBLISH_COMPLETE' | 'SEND_TO_USER_INBOX' | 'FAILED';
  failReason: string;
  postId: string | null;
  postIdShownAt: number;
  /** Seconds. */
  duration: number | null;
  openedAt: number;
}

/** How long an upload_url lives (tiktok.md 5.1). */
const UPLOAD_LIFE_MS = 3_600_000;

/** Asks for a file of ours, as the platform's fetcher; `false`: it was refused. */
export type PullFile = (url: string, whenDone: (served: boolean) => void) => void;

/** TikTok as tiktok.md tells of it: an init is never merged with another, and what is complete is posted by itself. */
export class TiktokModel implements PlatformModel {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #feed: Feed;
  readonly #trouble: () => boolean;
  readonly #pull: PullFile;
  readonly #tasks = new Map<string, PublishTask>();
  readonly tokens = new Map<string, string>();
  /** Refresh tokens to accounts. */
  readonly refreshTokens = new Map<string, string>();

  constructor(scheduler: Scheduler, random: Random, feed: Feed, trouble: () => boolean, pull: PullFile) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#feed = feed;
    this.#trouble = trouble;
    this.#pull = pull;
  }

  nameOf(_method: string, url: URL): string | null {
    if (url.hostname === 'open-upload.tiktokapis.com') return 'upload_last';
    if (url.hostname !== 'open.tiktokapis.com') return null;
    const names: Readonly<Record<string, string>> = {
      '/v2/oauth/token/': 'refresh',
      '/v2/post/publish/creator_info/query/': 'creator_info',
      '/v2/post/publish/video/init/': 'init',
      '/v2/post/publish/inbox/video/init/': 'inbox_init',
      '/v2/post/publish/content/init/': 'content_init',
      '/v2/post/publish/status/fetch/': 'status',
      '/v2/video/list/': 'video_list',
    };
    return names[url.pathname] ?? null;
  }

  handle(call: PlatformCall): PlatformAnswer {
    if (call.name === 'upload_last') return this.#receive(call);
    if (call.name === 'refresh') return this.#refresh(call.form.get('refresh_token') ?? '');
    const account = this.tokens.get(call.token);
    if (account === undefined) return refusal('access_token_invalid', 401);
    switch (call.name) {
      case 'creator_info':
        return ok(CREATOR);
      case 'init':
      case 'inbox_init':
        return this.#openUpload(account, call);
      case 'content_init':
        return this.#openPull(account, call);
      case 'status':
        return this.#status(account, String(call.json['publish_id']));
      case 'video_list':
        return this.#list(account);
      default:
        return refusal('invalid_param', 400);
    }
  }

  mishaps(name: string): readonly Mishap[] {
    switch (name) {
      case 'upload_last':
        return [bare(500, true), bare(500, false), bare(503, false), bare(416, false), bare(403, false)];
      case 'content_init':
        // A 5xx of a pull may have begun it (tiktok.md 10).
        return [...AT_INIT, error('internal_error', 500, true)];
      case 'init':
      case 'inbox_init':
        return [...AT_INIT, error('internal_error', 500, true)];
      case 'refresh':
        return [{ answer: { status: 500, body: { error: 'server_error', error_description: '' } }, works: false }];
      default:
        return [
          error('internal_error', 500),
          error('rate_limit_exceeded', 429),
          error('access_token_invalid', 401),
          ...(name === 'status' ? [error('invalid_publish_id', 400)] : []),
        ];
    }
  }

  #openUpload(account: string, call: PlatformCall): PlatformAnswer {
    const source = call.json['source_info'] as { video_size?: number };
    const task = this.#newTask(account, call, 'PROCESSING_UPLOAD');
    task.sizeBytes = source.video_size ?? 0;
    task.inbox = call.name === 'inbox_init';
    const upload = `https://open-upload.tiktokapis.com/video/?upload_id=${task.id}&upload_token=secret`;
    return ok({ publish_id: task.id, upload_url: upload });
  }

  #receive({ url, bytes }: PlatformCall): PlatformAnswer {
    const task = this.#tasks.get(url.searchParams.get('upload_id') ?? '');
    if (task === undefined) return { status: 404, body: '' };
    if (task.received >= task.sizeBytes) return { status: 416, body: '' };
    if (this.#scheduler.nowMs > task.openedAt + UPLOAD_LIFE_MS) return { status: 403, body: '' };
    // The simulation's files begin with the asset they belong to.
    task.key = `${Buffer.from(bytes.subarray(0, 36)).toString('latin1')}:tiktok`;
    task.received = task.sizeBytes;
    task.duration = 4;
    this.#process(task);
    return { status: 201, body: '' };
  }

  #openPull(account: string, call: PlatformCall): PlatformAnswer {
    const source = call.json['source_info'] as { photo_images?: string[] };
    const task = this.#newTask(account, call, 'PROCESSING_DOWNLOAD');
    const urls = source.photo_images ?? [];
    const assetId = assetOfUrl(urls[0] ?? '')?.assetId;
    if (assetId === undefined) return refusal('invalid_param', 400);
    task.key = `${assetId}:tiktok`;
    task.inbox = call.json['post_mode'] === 'MEDIA_UPLOAD';
    this.#feed.brew(task.key, 1);
    this.#fetchAll(task, urls);
    return ok({ publish_id: task.id });
  }

  /** One file after the other, some of them late, none later than the hour the platform gives itself (tiktok.md 5.4). */
  #fetchAll(task: PublishTask, [url, ...rest]: readonly string[]): void {
    if (url === undefined) {
      this.#feed.brew(task.key ?? '', -1);
      this.#process(task);
      return;
    }
    const delayMs = this.#random.weigh([
      [8, this.#random.between(100, 5000)],
      [this.#trouble() ? 1 : 0, this.#random.between(60_000, 1_200_000)],
    ]);
    this.#scheduler.at(this.#scheduler.nowMs + delayMs, () =>
      this.#pull(url, (served) => {
        if (served) return this.#fetchAll(task, rest);
        this.#feed.brew(task.key ?? '', -1);
        task.status = 'FAILED';
        task.failReason = 'photo_pull_failed';
      }),
    );
  }

  #newTask(account: string, call: PlatformCall, status: PublishTask['status']): PublishTask {
    const post = (call.json['post_info'] ?? {}) as { title?: string; description?: string; privacy_level?: string };
    const task: PublishTask = {
      id: `v_pub_${call.name}~v2-1.${this.#feed.newId()}`,
      account,
      key: null,
      caption: post.description ?? post.title ?? '',
      isPublic: post.privacy_level === 'PUBLIC_TO_EVERYONE',
      inbox: false,
      sizeBytes: 0,
      received: 0,
      status,
      failReason: '',
      postId: null,
      postIdShownAt: 0,
      duration: null,
      openedAt: this.#scheduler.nowMs,
    };
    this.#tasks.set(task.id, task);
    return task;
  }

  /** TikTok has everything: after a while it is out, or failed for good. */
  #process(task: PublishTask): void {
    const key = task.key ?? '';
    this.#feed.brew(key, 1);
    const inTrouble = this.#trouble();
    const takesMs = this.#random.weigh([
      [8, this.#random.between(500, 20_000)],
      [inTrouble ? 2 : 0, this.#random.between(60_000, 900_000)],
      [inTrouble ? 0.3 : 0, this.#random.between(3_700_000, 6_000_000)],
    ]);
    const askedAt = this.#scheduler.nowMs;
    const fails = inTrouble && this.#random.chance(0.12);
    this.#scheduler.at(this.#scheduler.nowMs + takesMs, () => {
      this.#feed.brew(key, -1);
      if (fails) {
        task.status = 'FAILED';
        task.failReason = this.#random.pick(['internal', 'internal', 'spam_risk_text', 'picture_size_check_failed']);
        return;
      }
      task.status = task.inbox ? 'SEND_TO_USER_INBOX' : 'PUBLISH_COMPLETE';
      task.postId = `7${this.#feed.newId().padStart(18, '0')}`;
      task.postIdShownAt = this.#scheduler.nowMs + this.#random.between(0, 100_000);
      const { account, caption, postId: id } = task;
      this.#feed.publish({ key, channel: 'tiktok', account, id, caption, at: this.#scheduler.nowMs, askedAt });
    });
  }

  #status(account: string, id: string): PlatformAnswer {
    const task = this.#tasks.get(id);
    if (task === undefined || task.account !== account) return refusal('invalid_publish_id', 400);
    const { status, failReason, received, postId, isPublic, postIdShownAt } = task;
    const shown = isPublic && postId !== null && postIdShownAt <= this.#scheduler.nowMs ? [postId] : [];
    // Ids come as bare numbers beyond 2^53 (tiktok.md 1): written by hand.
    const body = `{"data":{"status":"${status}","fail_reason":"${failReason}","uploaded_bytes":${received},
      "publicaly_available_post_id":[${shown.join(',')}]},"error":{"code":"ok","message":"","log_id":"L1"}}`;
    return { status: 200, body };
  }

  #list(account: string): PlatformAnswer {
    const shown = [...this.#tasks.values()].filter(
      (task) =>
        task.account === account &&
        task.isPublic &&
        task.status === 'PUBLISH_COMPLETE' &&
        task.postIdShownAt <= this.#scheduler.nowMs,
    );
    const videos = shown.toReversed().map((task) => {
      const at = this.#feed.posts.find((post) => post.id === task.postId)?.at ?? 0;
      const duration = task.duration === null ? '' : `,"duration":${task.duration}`;
      return `{"id":${task.postId},"create_time":${Math.floor(at / 1000)},"title":"","video_description":${JSON.stringify(task.caption)}${duration}}`;
    });
    return {
      status: 200,
      body: `{"data":{"videos":[${videos.join(',')}]},"error":{"code":"ok","message":"","log_id":"L1"}}`,
    };
  }

  #refresh(refreshToken: string): PlatformAnswer {
    const account = this.refreshTokens.get(refreshToken);
    if (account === undefined) return { status: 400, body: { error: 'invalid_grant', error_description: '' } };
    const accessToken = `act.${this.#feed.newId()}`;
    this.tokens.set(accessToken, account);
    const granted = {
      access_token: accessToken,
      expires_in: 86_400,
      open_id: account,
      refresh_token: refreshToken,
      scope: 'user.info.basic,user.info.profile,video.list,video.publish,video.upload',
    };
    return { status: 200, body: granted };
  }
}

const CREATOR = {
  creator_username: 'lucia',
  creator_nickname: 'Lucia',
  privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  comment_disabled: false,
  duet_disabled: false,
  stitch_disabled: false,
  max_video_post_duration_sec: 600,
};

function ok(data: object): PlatformAnswer {
  return { status: 200, body: { data, error: { code: 'ok', message: '', log_id: 'L1' } } };
}

function refusal(code: string, status: number): PlatformAnswer {
  return { status, body: { data: {}, error: { code, message: 'refused', log_id: 'L1' } } };
}

function error(code: string, status: number, works = false): Mishap {
  return { answer: refusal(code, status), works };
}

function bare(status: number, works: boolean): Mishap {
  return { answer: { status, body: '' }, works };
}

const AT_INIT: readonly Mishap[] = [
  error('internal_error', 500),
  error('rate_limit_exceeded', 429),
  error('spam_risk_too_many_posts', 403),
  error('privacy_level_option_mismatch', 403),
  error('access_token_invalid', 401),
];
