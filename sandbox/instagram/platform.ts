/** Instagram with Instagram Login, assembled: which path leads where. */
import { text } from '../core/answers.ts';
import type { Core, Endpoint, Page, Platform, WireRequest } from '../platform.ts';
import { readAccount } from './account-node.ts';
import { avatar } from './avatar.ts';
import { callerOf, usageHeaders } from './callers.ts';
import { listComments, readComment, writeComment } from './comments.ts';
import { readContainer } from './container-status.ts';
import { createContainer } from './containers.ts';
import { faultedAnswer, graphAnswer, graphError } from './errors.ts';
import { FEED_STYLE, permalinkPage, renderInstagramFeed } from './feed.ts';
import { graphEndpoint, isAccountNode, missingNode, refuse, VERSION } from './graph.ts';
import type { Visit } from './graph.ts';
import { newTraceId } from './ids.ts';
import { readInsights } from './insights.ts';
import { deleteMedia, listChildren, listMedia, readMedia, switchComments } from './media-nodes.ts';
import { decideConsent, exchangeCode, showConsent } from './oauth.ts';
import { publishContainer, readPublishingLimit } from './publish.ts';
import { publishedPosts } from './published.ts';
import { revokeTokens } from './revoke.ts';
import { instagramSettingsSchema } from './settings.ts';
import { newAccount, seedInstagram } from './seed.ts';
import { instagramState } from './state.ts';
import type { Instagram } from './state.ts';
import { readSubscriptions, subscribe, unsubscribe } from './subscriptions.ts';
import { exchangeForLongToken, refreshToken } from './tokens.ts';
import { receiveUpload } from './upload-host.ts';
import { sendInstagramWebhook } from './webhooks.ts';

const ENDPOINT_NAMES = [
  'token',
  'refresh',
  'me',
  'media',
  'container',
  'media_publish',
  'media_read',
  'media_list',
  'comments',
  'limit',
  'rupload',
  'insights',
  'media_delete',
  'subscribed_apps',
] as const;

const FAULT_KINDS = {
  published_but_blocked: ['media_publish'],
  not_ready_after_finished: ['media_publish'],
  stuck_in_progress: ['container'],
  container_error: ['container'],
  fetch_failed: ['media'],
  fetch_timeout: ['media'],
  list_delayed: ['media_list'],
};

const PRESETS: Platform['presets'] = [
  {
    label: 'Publish the next post, lose the answer',
    fault: { channel: 'ig', endpoint: 'media_publish', kind: 'drop_after', times: 1 },
  },
  {
    label: 'Next publish says “blocked”, though it is out',
    fault: { channel: 'ig', endpoint: 'media_publish', kind: 'published_but_blocked', times: 1 },
  },
  {
    label: 'Next three containers answer 502',
    fault: { channel: 'ig', endpoint: 'media', kind: 'http', status: 502, times: 3 },
  },
];

export function createInstagram(core: Core): Platform {
  const instagram: Instagram = { core, state: instagramState(core) };
  return {
    channel: 'ig',
    title: 'Instagram',
    settingsSchema: instagramSettingsSchema,
    endpointNames: ENDPOINT_NAMES,
    faultKinds: FAULT_KINDS,
    presets: PRESETS,
    endpoints: endpointsOf(instagram),
    pages: pagesOf(instagram),
    accountOf: (request) => callerOf(instagram, request),
    errorAnswer: (endpoint, fault, request) =>
      faultedAnswer(endpoint, request.url.pathname.startsWith('/oauth/'), fault, newTraceId(core.chance)),
    unknownPath: (request) =>
      /^\/v\d+\.\d+(?:\/|$)/.test(request.url.pathname)
        ? graphAnswer(graphError(2500, null, 'Unknown path components'), newTraceId(core.chance))
        : null,
    answerHeaders: (endpoint, account) => usageHeaders(instagram, endpoint, account),
    seed: () => seedInstagram(core),
    newAccount: (input) => newAccount(core, input),
    posts: () => publishedPosts(instagram),
    renderFeed: () => renderInstagramFeed(instagram),
    feedStyle: FEED_STYLE,
    revoke: (account, subcode) => revokeTokens(instagram, account, subcode ?? 458),
    webhook: (input) => sendInstagramWebhook(instagram, input),
    controls: {},
    // Instagram sends nothing by itself: publishing has no webhook (instagram.md 4.2).
    onTime: () => Promise.resolve(),
  };
}

function endpointsOf(instagram: Instagram): Endpoint[] {
  const graph = (route: Parameters<typeof graphEndpoint>[1]): Endpoint => graphEndpoint(instagram, route);
  const basic = 'instagram_business_basic';
  const publish = 'instagram_business_content_publish';
  const comments = 'instagram_business_manage_comments';
  return [
    { method: 'POST', path: '/oauth/access_token', name: 'token', handle: (call) => exchangeCode(instagram, call) },
    ...['', `/${VERSION}`].flatMap((version): Endpoint[] => [
      {
        method: 'GET',
        path: `${version}/access_token`,
        name: 'token',
        handle: (call) => exchangeForLongToken(instagram, call),
      },
      {
        method: 'GET',
        path: `${version}/refresh_access_token`,
        name: 'refresh',
        handle: (call) => refreshToken(instagram, call),
      },
    ]),
    {
      method: 'POST',
      path: `/ig-api-upload/${VERSION}/:id`,
      name: 'rupload',
      rawBody: true,
      handle: (call) => receiveUpload(instagram, call),
    },
    graph({
      method: 'POST',
      path: '/:id/media',
      name: 'media',
      scope: publish,
      onAccount: true,
      handle: createContainer,
    }),
    graph({
      method: 'POST',
      path: '/:id/media_publish',
      name: 'media_publish',
      scope: publish,
      onAccount: true,
      handle: publishContainer,
    }),
    graph({
      method: 'GET',
      path: '/:id/content_publishing_limit',
      name: 'limit',
      scope: publish,
      onAccount: true,
      handle: readPublishingLimit,
    }),
    graph({ method: 'GET', path: '/:id/media', name: 'media_list', scope: basic, onAccount: true, handle: listMedia }),
    graph({ method: 'GET', path: '/:id/children', name: 'media_read', scope: basic, handle: listChildren }),
    graph({ method: 'GET', path: '/:id/comments', name: 'comments', scope: comments, handle: listComments }),
    graph({ method: 'POST', path: '/:id/comments', name: 'comments', scope: comments, handle: writeComment }),
    graph({
      method: 'GET',
      path: '/:id/insights',
      name: 'insights',
      scope: 'instagram_business_manage_insights',
      handle: (visit) => readInsights(visit, isAccountNode(visit.account, visit.nodeId)),
    }),
    graph({
      method: 'GET',
      path: '/:id/subscribed_apps',
      name: 'subscribed_apps',
      scope: basic,
      onAccount: true,
      handle: readSubscriptions,
    }),
    graph({
      method: 'POST',
      path: '/:id/subscribed_apps',
      name: 'subscribed_apps',
      scope: basic,
      onAccount: true,
      handle: subscribe,
    }),
    graph({
      method: 'DELETE',
      path: '/:id/subscribed_apps',
      name: 'subscribed_apps',
      scope: basic,
      onAccount: true,
      handle: unsubscribe,
    }),
    graph({
      method: 'GET',
      path: '/:id',
      name: (request) => nodeName(instagram, request),
      scope: basic,
      handle: readNode,
    }),
    graph({ method: 'POST', path: '/:id', name: 'comments', scope: comments, handle: switchComments }),
    graph({ method: 'DELETE', path: '/:id', name: 'media_delete', scope: basic, handle: deleteMedia }),
  ];
}

/** One path serves accounts, containers, media and comments: the id says which. */
function nodeName({ core, state }: Instagram, request: WireRequest): string {
  const id = request.params['id'] ?? '';
  if (id === 'me' || core.accounts.list('ig').some((account) => isAccountNode(account, id))) return 'me';
  if (state.containers.get(id) !== null) return 'container';
  return state.comments.get(id) === null ? 'media_read' : 'comments';
}

function readNode(visit: Visit) {
  switch (nodeName(visit.instagram, visit.request)) {
    case 'me':
      return isAccountNode(visit.account, visit.nodeId) ? readAccount(visit) : refuse(missingNode(visit.nodeId));
    case 'container':
      return readContainer(visit);
    case 'comments':
      return readComment(visit);
    default:
      return readMedia(visit);
  }
}

function pagesOf(instagram: Instagram): Page[] {
  return [
    { method: 'GET', path: '/oauth/authorize', handle: (request) => showConsent(instagram, request) },
    { method: 'POST', path: '/oauth/authorize', handle: (request) => decideConsent(instagram, request) },
    { method: 'GET', path: '/p/:shortcode/', handle: (request) => permalinkPage(instagram, request) },
    { method: 'GET', path: '/reel/:shortcode/', handle: (request) => permalinkPage(instagram, request) },
    { method: 'GET', path: '/_sandbox/avatar/:name.svg', handle: ({ params }) => avatar(params['name'] ?? '') },
    { method: 'GET', path: '/p/:shortcode', handle: (request) => withSlash(request) },
    { method: 'GET', path: '/reel/:shortcode', handle: (request) => withSlash(request) },
  ];
}

function withSlash(request: WireRequest) {
  return { ...text(301, ''), headers: { location: `${request.url.pathname}/` } };
}
