/** The controls under `/_sandbox/`: what tests and people do to the sandbox itself. JSON in, JSON out, no envelope. */
import { z } from 'zod';
import type { Answer, Core, Platform, PublishedPost, WireRequest } from '../platform.ts';
import { accountInputSchema } from './accounts.ts';
import { isObject, json, parseJson } from './answers.ts';
import { isoInstant } from './clock.ts';
import { faultInputSchema, GENERAL_KINDS } from './faults.ts';
import type { FaultInput, Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface ControlContext {
  readonly core: Core;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly platforms: readonly Platform[];
  /** Empties everything and seeds anew. */
  readonly reset: () => void;
  readonly onTime: () => Promise<void>;
}

export interface Control {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly handle: (request: WireRequest) => Answer | Promise<Answer>;
}

/** Every control; a bad request is 400 `{error}` that says what would have been right. */
export function controlRoutes(context: ControlContext): Control[] {
  const { core, faults, requests, platforms } = context;
  const platformOf = (channel: unknown): Platform | undefined => platforms.find((one) => one.channel === channel);

  return [
    { method: 'GET', path: '/_sandbox', handle: () => ok(overview(context)) },
    { method: 'GET', path: '/_sandbox/posts', handle: () => ok(publishedPosts(platforms)) },
    { method: 'GET', path: '/_sandbox/requests', handle: (request) => listRequests(requests, request) },
    { method: 'DELETE', path: '/_sandbox/requests', handle: () => done(() => requests.clear()) },
    { method: 'GET', path: '/_sandbox/faults', handle: () => ok(faults.list()) },
    { method: 'POST', path: '/_sandbox/faults', handle: (request) => addFault(context, request) },
    { method: 'DELETE', path: '/_sandbox/faults', handle: () => done(() => faults.clear()) },
    {
      method: 'DELETE',
      path: '/_sandbox/faults/:id',
      handle: ({ params }) => (faults.remove(params['id'] ?? '') ? ok({ ok: true }) : bad('no such fault', 404)),
    },
    { method: 'GET', path: '/_sandbox/settings', handle: () => ok(core.settings.all()) },
    {
      method: 'POST',
      path: '/_sandbox/settings',
      handle: (request) => {
        const merged = core.settings.merge(bodyOf(request));
        return merged.ok ? ok(core.settings.all()) : bad(merged.message);
      },
    },
    { method: 'GET', path: '/_sandbox/accounts', handle: () => ok(core.accounts.list()) },
    {
      method: 'POST',
      path: '/_sandbox/accounts',
      handle: (request) => {
        const input = accountInputSchema.safeParse(bodyOf(request));
        if (!input.success) return bad(z.prettifyError(input.error));
        const platform = platformOf(input.data.channel);
        if (platform === undefined) return bad(`channel ${input.data.channel} is not served here`);
        return json(
          201,
          core.accounts.save(input.data, (account) => platform.newAccount(account)),
        );
      },
    },
    { method: 'GET', path: '/_sandbox/clock', handle: () => ok(clockState(core)) },
    { method: 'POST', path: '/_sandbox/clock', handle: (request) => moveClock(context, request) },
    { method: 'POST', path: '/_sandbox/revoke', handle: (request) => revoke(context, request) },
    { method: 'GET', path: '/_sandbox/deliveries', handle: () => ok(core.webhooks.list()) },
    { method: 'DELETE', path: '/_sandbox/deliveries', handle: () => done(() => core.webhooks.clear()) },
    {
      method: 'POST',
      path: '/_sandbox/webhooks',
      handle: async (request) => {
        const { channel, ...input } = bodyOf(request);
        const platform = platformOf(channel);
        if (platform === undefined) return bad('channel must be ig or tiktok');
        const result = await platform.webhook(input);
        return result.ok ? ok(result.value) : bad(result.message);
      },
    },
    { method: 'POST', path: '/_sandbox/reset', handle: () => done(context.reset) },
    ...platforms.flatMap((platform) =>
      Object.entries(platform.controls).map(([name, control]): Control => ({
        method: 'POST',
        path: `/_sandbox/${platform.channel}/${name}`,
        handle: async (request) => {
          const result = await control(bodyOf(request));
          return result.ok ? ok(result.value) : bad(result.message);
        },
      })),
    ),
  ];
}

function overview({ core, faults, platforms }: ControlContext): unknown {
  return {
    clock: clockState(core),
    appUrl: core.appUrl,
    faults: faults.list().length,
    generalFaultKinds: GENERAL_KINDS,
    platforms: platforms.map(({ channel, endpointNames, faultKinds, controls }) => ({
      channel,
      endpoints: endpointNames,
      faultKinds,
      controls: Object.keys(controls),
    })),
  };
}

/** Everything published over both channels, oldest first. */
export function publishedPosts(platforms: readonly Platform[]): unknown[] {
  return platforms
    .flatMap((platform) => platform.posts())
    .toSorted((one, other) => one.publishedAtMs - other.publishedAtMs)
    .map(postView);
}

function postView(post: PublishedPost): unknown {
  return {
    id: post.id,
    channel: post.channel,
    account: post.account,
    kind: post.kind,
    caption: post.caption,
    time: isoInstant(post.publishedAtMs),
    visibility: post.visibility,
    mediaHash: post.media[0]?.hash ?? null,
    mediaHashes: post.media.map((media) => media.hash),
    permalink: post.permalink,
    ...post.extra,
  };
}

function listRequests(requests: RequestLog, request: WireRequest): Answer {
  const { channel, endpoint, since, limit } = Object.fromEntries(request.url.searchParams);
  const sinceMs = since === undefined ? undefined : Date.parse(since);
  if (sinceMs !== undefined && Number.isNaN(sinceMs)) return bad('since must be an ISO instant');
  return json(
    200,
    requests.list({
      ...(channel === undefined ? {} : { channel }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(sinceMs === undefined ? {} : { sinceMs }),
      ...(limit === undefined ? {} : { limit: Number(limit) || 100 }),
    }),
  );
}

function addFault({ faults, platforms }: ControlContext, request: WireRequest): Answer {
  const input = faultInputSchema.safeParse(bodyOf(request));
  if (!input.success) return bad(z.prettifyError(input.error));
  const platform = platforms.find((one) => one.channel === input.data.channel);
  if (platform === undefined) return bad(`channel ${input.data.channel} is not served here`);
  const problem = faultProblem(platform, input.data);
  return problem === null ? json(201, faults.add(input.data)) : bad(problem);
}

function faultProblem(platform: Platform, input: FaultInput): string | null {
  if (input.endpoint !== '*' && !platform.endpointNames.includes(input.endpoint)) {
    return `unknown endpoint ${input.endpoint}; there are ${platform.endpointNames.join(', ')} and *`;
  }
  if (GENERAL_KINDS.some((kind) => kind === input.kind)) return null;
  const endpoints = platform.faultKinds[input.kind];
  if (endpoints === undefined) {
    return `unknown kind ${input.kind}; there are ${[...GENERAL_KINDS, ...Object.keys(platform.faultKinds)].join(', ')}`;
  }
  return endpoints.includes(input.endpoint) ? null : `${input.kind} means something only at ${endpoints.join(', ')}`;
}

const clockInputSchema = z.strictObject({
  advance: z.string().optional(),
  now: z.iso.datetime({ offset: true }).optional(),
  speed: z.number().min(0).max(100_000).optional(),
});

async function moveClock({ core, onTime }: ControlContext, request: WireRequest): Promise<Answer> {
  const input = clockInputSchema.safeParse(bodyOf(request));
  if (!input.success) return bad(z.prettifyError(input.error));
  const { advance, now, speed } = input.data;
  if (advance !== undefined) {
    const byMs = durationMs(advance);
    if (byMs === null) return bad('advance must be an ISO-8601 duration of days or less, such as PT5M or -P1D');
    core.clock.advance(byMs);
  }
  if (now !== undefined) core.clock.setNow(Date.parse(now));
  if (speed !== undefined) core.clock.setSpeed(speed);
  await onTime();
  return json(200, clockState(core));
}

/** Days are 24 hours: the sandbox's clock knows no time zone. */
function durationMs(text: string): number | null {
  try {
    return Temporal.Duration.from(text).total({ unit: 'milliseconds' });
  } catch {
    // Not a duration, or one in months, whose length depends on the calendar: the answer names what is accepted.
    return null;
  }
}

function clockState(core: Core): unknown {
  return { now: isoInstant(core.clock.nowMs()), speed: core.clock.speed() };
}

const revokeInputSchema = z.strictObject({
  channel: z.string(),
  account: z.string(),
  subcode: z.int().optional(),
});

function revoke({ core, platforms }: ControlContext, request: WireRequest): Answer {
  const input = revokeInputSchema.safeParse(bodyOf(request));
  if (!input.success) return bad(z.prettifyError(input.error));
  const platform = platforms.find((one) => one.channel === input.data.channel);
  const account = core.accounts.find(input.data.channel, input.data.account);
  if (platform === undefined || account === null) return bad('no such account', 404);
  platform.revoke(account, input.data.subcode ?? null);
  return json(200, { ok: true });
}

function ok(value: unknown): Answer {
  return json(200, value);
}

function done(action: () => void): Answer {
  action();
  return json(200, { ok: true });
}

function bad(message: string, status = 400): Answer {
  return json(status, { error: message });
}

function bodyOf(request: WireRequest): Record<string, unknown> {
  const parsed = parseJson(request.body.toString('utf8'));
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}
