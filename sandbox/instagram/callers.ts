/** Who is calling, and the headers every answer to them carries. */
import type { Account } from '../core/accounts.ts';
import { parametersOf, textParameter } from '../core/answers.ts';
import type { WireRequest } from '../platform.ts';
import { newTraceId } from './ids.ts';
import { instagramSettings } from './settings.ts';
import type { Instagram } from './state.ts';
import { tokenText } from './tokens.ts';

/** From the token, or at the code exchange from the code; good or not. */
export function callerOf({ core, state }: Instagram, request: WireRequest): Account | null {
  const token = tokenText(request);
  const code = textParameter(parametersOf(request), 'code');
  const accountId =
    (token === null ? undefined : state.tokens.get(token)?.accountId) ??
    (code === null ? undefined : state.codes.get(code)?.accountId);
  return accountId === undefined ? null : core.accounts.find('ig', accountId);
}

/** Percent of the call budget; the last number of the second header is in minutes (instagram.md 7). */
export function usageHeaders({ core }: Instagram, endpoint: string, account: Account | null): Record<string, string> {
  const trace = { 'x-fb-trace-id': newTraceId(core.chance), 'x-fb-request-id': newTraceId(core.chance) };
  if (endpoint === 'rupload' || endpoint === 'token') return trace;
  const percent = instagramSettings(core).usagePercent;
  const usage = { call_count: percent, total_cputime: percent, total_time: percent };
  return {
    ...trace,
    'facebook-api-version': 'v26.0',
    'x-app-usage': JSON.stringify(usage),
    ...(account === null
      ? {}
      : {
          'x-business-use-case-usage': JSON.stringify({
            [account.id]: [{ type: 'instagram', ...usage, estimated_time_to_regain_access: percent >= 100 ? 60 : 0 }],
          }),
        }),
  };
}
