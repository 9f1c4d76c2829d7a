/** What every Graph call has in common: token, scope, whose account, parameters, and the shape of the answer. */
import type { Account } from '../core/accounts.ts';
import { json, parametersOf, textParameter } from '../core/answers.ts';
import type { Fault } from '../core/faults.ts';
import type { Answer, Call, Endpoint, WireRequest } from '../platform.ts';
import { catalogueError, graphAnswer, graphError } from './errors.ts';
import type { GraphError } from './errors.ts';
import { newTraceId } from './ids.ts';
import type { Scope } from './scopes.ts';
import { instagramSettings } from './settings.ts';
import type { InstagramSettings } from './settings.ts';
import type { Instagram } from './state.ts';
import { readToken, tokenText } from './tokens.ts';

/** A Graph call whose token is good and whose scope was granted. */
export interface Visit {
  readonly instagram: Instagram;
  readonly settings: InstagramSettings;
  readonly account: Account;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The node of the path: `me`, an account, a container, a media, a comment. */
  readonly nodeId: string;
  readonly request: WireRequest;
  readonly fault: Fault | null;
  readonly answerLost: boolean;
  readonly nowMs: number;
}

export type Reply = { ok: true; value: unknown } | { ok: false; error: GraphError };

export function reply(value: unknown): Reply {
  return { ok: true, value };
}

export function refuse(error: GraphError): Reply {
  return { ok: false, error };
}

interface GraphRoute {
  readonly method: Endpoint['method'];
  /** Below the version segment, e.g. `/:id/media`. */
  readonly path: string;
  readonly name: Endpoint['name'];
  readonly scope: Scope;
  /** The node must be the caller's own account. */
  readonly onAccount?: boolean;
  readonly handle: (visit: Visit) => Reply | Promise<Reply>;
}

export const VERSION = ':version(v\\d+\\.\\d+)';

export function graphEndpoint(instagram: Instagram, route: GraphRoute): Endpoint {
  return {
    method: route.method,
    path: `/${VERSION}${route.path}`,
    name: route.name,
    handle: async (call) => answerOf(instagram, await visited(instagram, route, call)),
  };
}

async function visited(instagram: Instagram, route: GraphRoute, call: Call): Promise<Reply> {
  const { core } = instagram;
  const read = readToken(instagram, tokenText(call.request));
  if (!read.ok) return refuse(read.error);
  const account = core.accounts.find('ig', read.token.accountId);
  if (account === null) return refuse(catalogueError(190, 464));
  if (!read.token.scopes.includes(route.scope)) return refuse(catalogueError(10, null));
  const nodeId = call.request.params['id'] ?? 'me';
  if (route.onAccount === true && !isAccountNode(account, nodeId)) return refuse(missingNode(nodeId));
  return route.handle({
    instagram,
    settings: instagramSettings(core),
    account,
    parameters: parametersOf(call.request),
    nodeId,
    request: call.request,
    fault: call.fault,
    answerLost: call.answerLost,
    nowMs: core.clock.nowMs(),
  });
}

export function isAccountNode(account: Account, nodeId: string): boolean {
  return nodeId === 'me' || nodeId === account.id || nodeId === account.extra['appScopedId'];
}

/** 100/33, also for what belongs to somebody else. */
export function missingNode(nodeId: string): GraphError {
  return graphError(
    100,
    33,
    `Unsupported get request. Object with ID '${nodeId}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  );
}

function answerOf({ core }: Instagram, { ok, ...rest }: Reply): Answer {
  if (ok && 'value' in rest) return json(200, rest.value);
  if ('error' in rest) return graphAnswer(rest.error, newTraceId(core.chance));
  return json(200, null);
}

/** `2026-11-22T09:00:00+0000` (instagram.md 14.8). */
export function graphTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`;
}

/**
 * The asked-for fields of a node; `id` always. Unknown names are an error, as on Graph.
 * Braces (`children{id,media_url}`) are accepted and their inside ignored: nested nodes come whole.
 */
export function selectFields(
  node: Readonly<Record<string, unknown>>,
  asked: string | null,
  defaults: readonly string[],
  nodeType: string,
): Reply {
  const names = asked === null || asked === '' ? defaults : topLevelNames(asked);
  const unknown = names.find((name) => !(name in node));
  if (unknown !== undefined) {
    return refuse(
      graphError(100, null, `(#100) Tried accessing nonexisting field (${unknown}) on node type (${nodeType})`),
    );
  }
  const selected = Object.fromEntries(
    names.map((name) => [name, node[name]]).filter(([, value]) => value !== undefined),
  );
  return reply({ ...selected, id: node['id'] });
}

function topLevelNames(fields: string): string[] {
  let flat = fields;
  for (let before = ''; before !== flat;) {
    before = flat;
    flat = flat.replace(/(?:\.\w+\([^()]*\))?\{[^{}]*\}/g, '');
  }
  return flat
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function parameter(visit: Visit, name: string): string | null {
  return textParameter(visit.parameters, name);
}
