import { INSIGHTS_SCOPES, NEEDED_SCOPES } from '../../domain/scopes.ts';
import type { AdapterTools, ChannelAdapter } from '../adapter.ts';
import { readCallback } from './callbacks.ts';
import { confirm } from './confirm.ts';
import { authorize, exchange, readCapabilities } from './connect.ts';
import { followUp } from './follow-up.ts';
import { readInsights } from './insights.ts';
import { publish } from './publish.ts';
import type { InstagramSettings } from './settings.ts';
import { refreshAt, refreshTokens } from './tokens.ts';

export type { InstagramSettings } from './settings.ts';

/**
 * Instagram by "Instagram API with Instagram Login": one token an account, no Facebook Page (instagram.md 1). Facebook
 * Login would be other hosts in the settings and another `connect`; publishing is the same.
 */
export function createInstagramAdapter(settings: InstagramSettings, tools: AdapterTools): ChannelAdapter {
  return {
    channel: 'ig',
    connect: {
      neededScopes: NEEDED_SCOPES.ig,
      refreshable: 'while_valid',
      authorize: (request) => authorize(settings, request),
      exchange: (request) => exchange(settings, tools, request),
      refresh: (tokens) => refreshTokens(settings, tools, tokens),
      refreshAt,
      // No endpoint for it is documented, and webhooks, whose subscription could be ended, are not used. The creator
      // removes the app in Instagram's own settings (instagram.md 2.6).
      revoke: () => Promise.resolve({ ok: true, value: 'not_possible' }),
      readCapabilities: (credentials) => readCapabilities(settings, tools, credentials),
      readCallback: (message) => readCallback(settings, message),
    },
    publisher: {
      // Its limit is per day, and read before publishing (instagram.md 7).
      publish: (request, progress) => publish(settings, tools, request, progress),
      confirm: (request, progress) => confirm(settings, tools, request, progress),
      followUp: (request, progress) => followUp(settings, tools, request, progress),
    },
    insights: {
      neededScope: INSIGHTS_SCOPES.ig,
      read: (credentials, wish) => readInsights(settings, tools, credentials, wish),
    },
  };
}
