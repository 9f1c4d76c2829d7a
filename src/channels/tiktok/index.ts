import { INSIGHTS_SCOPES } from '../../domain/scopes.ts';
import type { AdapterTools, ChannelAdapter } from '../adapter.ts';
import { confirm } from './confirm.ts';
import { createConnector } from './connect.ts';
import { followUp } from './follow-up.ts';
import { readInsights } from './insights.ts';
import { publish } from './publish.ts';
import type { TiktokSettings } from './settings.ts';
import { turnOf } from './turn.ts';

export { DEFAULT_TIKTOK_SETTINGS, type TiktokSettings } from './settings.ts';

/** TikTok through its Content Posting API v2 (tiktok.md). */
export function createTiktokAdapter(settings: TiktokSettings, tools: AdapterTools): ChannelAdapter {
  return {
    channel: 'tiktok',
    connect: createConnector(settings, tools),
    publisher: {
      publish: (request, progress) => publish(turnOf(settings, tools, request), progress),
      confirm: (request, progress) => confirm(turnOf(settings, tools, request), progress),
      followUp: (request, progress) => followUp(turnOf(settings, tools, request), progress),
    },
    insights: {
      neededScope: INSIGHTS_SCOPES.tiktok,
      read: (credentials, wish) => readInsights(settings, tools, credentials, wish),
    },
  };
}
