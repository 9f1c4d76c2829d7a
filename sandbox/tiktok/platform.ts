/** TikTok's Login Kit, Content Posting and Display APIs (v2), assembled: which path leads where. */
import { json, text } from '../core/answers.ts';
import type { Core, Endpoint, Page, Platform } from '../platform.ts';
import { callerOf } from './callers.ts';
import { decideConsent, showConsent } from './consent.ts';
import { readCreator } from './creator.ts';
import { apiEndpoint } from './endpoint.ts';
import type { ApiRoute } from './endpoint.ts';
import { faultedAnswer } from './errors.ts';
import { sendDueEvents } from './events.ts';
import { FAULT_KINDS, PRESETS } from './faults.ts';
import { FEED_STYLE } from './feed-style.ts';
import { renderTiktokFeed } from './feed.ts';
import { newLogId } from './ids.ts';
import { actOnInbox, inboxView } from './inbox.ts';
import { initContent, initDraft, initVideo } from './inits.ts';
import { answerRevoke, answerToken, tokenEndpointName } from './oauth.ts';
import { permalinkPage, profilePage } from './pages.ts';
import { publishedPosts } from './published.ts';
import { continueWork } from './pulls.ts';
import { removeAuthorization } from './revoke.ts';
import { newAccount, seedTiktok } from './seed.ts';
import { tiktokSettings, tiktokSettingsSchema } from './settings.ts';
import { tiktokState } from './state.ts';
import type { Tiktok } from './state.ts';
import { cancelPublish, readStatus } from './status.ts';
import { receiveChunk, UPLOAD_PATH, uploadEndpointName } from './upload.ts';
import { readUser } from './user-info.ts';
import { listVideos } from './video-list.ts';
import { sendTiktokWebhook } from './webhooks.ts';

const ENDPOINT_NAMES = [
  'token',
  'refresh',
  'revoke',
  'user_info',
  'creator_info',
  'init',
  'upload',
  'upload_last',
  'content_init',
  'inbox_init',
  'status',
  'cancel',
  'video_list',
] as const;

/** What a person chose in the TikTok app, as the webhook's `reason` (tiktok.md 8). */
const USER_DISCONNECTED = 1;

export function createTiktok(core: Core): Platform {
  const tiktok: Tiktok = { core, state: tiktokState(core), running: new Map() };
  const logId = (): string => newLogId(core.chance, core.clock.nowMs());
  return {
    channel: 'tiktok',
    title: 'TikTok',
    settingsSchema: tiktokSettingsSchema,
    endpointNames: ENDPOINT_NAMES,
    faultKinds: FAULT_KINDS,
    presets: PRESETS,
    endpoints: endpointsOf(tiktok),
    pages: pagesOf(tiktok),
    accountOf: (request) => callerOf(tiktok, request),
    errorAnswer: (endpoint, fault) => faultedAnswer(endpoint, fault, tiktokSettings(core).oauthErrorStatus, logId()),
    unknownPath: ({ url }) =>
      /^\/(?:v2|tiktok-upload)(?:\/|$)/.test(url.pathname) ? text(404, 'Unsupported path(Janus)') : null,
    answerHeaders: (endpoint) => (endpoint.startsWith('upload') ? {} : { 'x-tt-logid': logId() }),
    seed: () => seedTiktok(core),
    newAccount: (input) => newAccount(core, input),
    posts: () => publishedPosts(tiktok),
    renderFeed: () => renderTiktokFeed(tiktok),
    feedStyle: FEED_STYLE,
    revoke: (account, subcode) => removeAuthorization(tiktok, account, subcode ?? USER_DISCONNECTED),
    webhook: (input) => sendTiktokWebhook(tiktok, input),
    controls: { inbox: (input) => actOnInbox(tiktok, input) },
    onTime: async () => {
      await continueWork(tiktok);
      await sendDueEvents(tiktok);
    },
  };
}

function endpointsOf(tiktok: Tiktok): Endpoint[] {
  const api = (route: ApiRoute): Endpoint => apiEndpoint(tiktok, route);
  const publishing = '/v2/post/publish';
  return [
    {
      method: 'POST',
      path: '/v2/oauth/token/',
      name: tokenEndpointName,
      handle: (call) => answerToken(tiktok, call),
    },
    { method: 'POST', path: '/v2/oauth/revoke/', name: 'revoke', handle: (call) => answerRevoke(tiktok, call) },
    {
      method: 'PUT',
      path: UPLOAD_PATH,
      name: uploadEndpointName,
      rawBody: true,
      handle: (call) => receiveChunk(tiktok, call),
    },
    api({
      method: 'GET',
      path: '/v2/user/info/',
      name: 'user_info',
      scopes: ['user.info.basic'],
      takesBody: false,
      handle: readUser,
    }),
    api({
      method: 'POST',
      path: `${publishing}/creator_info/query/`,
      name: 'creator_info',
      scopes: ['video.publish'],
      takesBody: false,
      handle: readCreator,
    }),
    api({
      method: 'POST',
      path: `${publishing}/video/init/`,
      name: 'init',
      scopes: ['video.publish'],
      takesBody: true,
      handle: initVideo,
    }),
    api({
      method: 'POST',
      path: `${publishing}/inbox/video/init/`,
      name: 'inbox_init',
      scopes: ['video.upload'],
      takesBody: true,
      handle: initDraft,
    }),
    api({
      method: 'POST',
      path: `${publishing}/content/init/`,
      name: 'content_init',
      scopes: ['video.publish', 'video.upload'],
      takesBody: true,
      handle: initContent,
    }),
    api({
      method: 'POST',
      path: `${publishing}/status/fetch/`,
      name: 'status',
      scopes: ['video.publish', 'video.upload'],
      takesBody: true,
      handle: readStatus,
    }),
    api({
      method: 'POST',
      path: `${publishing}/cancel/`,
      name: 'cancel',
      scopes: ['video.publish', 'video.upload'],
      takesBody: true,
      handle: cancelPublish,
    }),
    api({
      method: 'POST',
      path: '/v2/video/list/',
      name: 'video_list',
      scopes: ['video.list'],
      takesBody: true,
      handle: listVideos,
    }),
  ];
}

function pagesOf(tiktok: Tiktok): Page[] {
  return [
    { method: 'GET', path: '/v2/auth/authorize{/}?', handle: (request) => showConsent(tiktok, request) },
    { method: 'POST', path: '/v2/auth/authorize{/}?', handle: (request) => decideConsent(tiktok, request) },
    { method: 'GET', path: '/@:user', handle: (request) => profilePage(tiktok, request) },
    { method: 'GET', path: '/@:user/video/:id', handle: (request) => permalinkPage(tiktok, request, 'video') },
    { method: 'GET', path: '/@:user/photo/:id', handle: (request) => permalinkPage(tiktok, request, 'photo') },
    { method: 'GET', path: '/_sandbox/tiktok/inbox', handle: () => json(200, inboxView(tiktok)) },
  ];
}
