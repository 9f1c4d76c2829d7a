import type { AlertOccasion } from '../domain/alert.ts';
import type { Reassessed } from './reassess.ts';

/** An assessed entry, and what made somebody look at it. */
export interface Told {
  entry: Reassessed;
  occasion: AlertOccasion;
}

/** An alert as far as the next one is compared with it. */
export interface OpenAlert {
  id: string;
  group_key: string;
  kind: string;
  params: Readonly<Record<string, unknown>>;
  count: number;
}

/** What an alert says; the issue's parameters travel with it, to be said in the reader's language. */
export function paramsOf(entry: Reassessed, occasion: AlertOccasion) {
  const [issue] = entry.issues;
  return {
    ...issue?.params,
    code: issue?.code ?? '',
    title: entry.title,
    scheduledAt: entry.scheduledAt?.toString() ?? '',
    timezone: entry.timezone,
    isPast: entry.waitsForPerson,
    occasion,
  };
}
