import { z } from 'zod';
import { parseGraphJson } from './graph-json.ts';

/** How much of the call budget is gone, in percent, and after how many minutes it is free again (0: not said). */
export interface Usage {
  percent: number;
  regainMinutes: number;
}

/** From here on polling is slowed down (instagram.md 7). */
export const HIGH_USAGE_PERCENT = 80;

const Budget = z.object({
  call_count: z.number().catch(0),
  total_time: z.number().catch(0),
  total_cputime: z.number().catch(0),
  estimated_time_to_regain_access: z.number().catch(0),
});
const PerAccount = z.record(z.string(), z.array(Budget));

/** The fullest of all budgets that the answer's headers name. Unreadable headers count as an empty budget. */
export function usageOf(headers: Headers): Usage {
  const app = Budget.safeParse(headerJson(headers, 'x-app-usage'));
  const perAccount = PerAccount.safeParse(headerJson(headers, 'x-business-use-case-usage'));
  const budgets = [
    ...(app.success ? [app.data] : []),
    ...(perAccount.success ? Object.values(perAccount.data).flat() : []),
  ];
  return {
    percent: Math.max(0, ...budgets.flatMap((each) => [each.call_count, each.total_time, each.total_cputime])),
    regainMinutes: Math.max(0, ...budgets.map((each) => each.estimated_time_to_regain_access)),
  };
}

function headerJson(headers: Headers, name: string): unknown {
  return parseGraphJson(headers.get(name) ?? '')?.value;
}
