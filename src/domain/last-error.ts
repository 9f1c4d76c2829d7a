import type { Locale } from '../contract/me.ts';
import type { Attention } from './facts.ts';
import { sayIssue } from './issue-messages.ts';
import { isSaid, say } from './said.ts';

/** What a job's trouble is, as stored: a failure's sentence, or the issues that held it up at its hour. */
export type Reason = Pick<Attention, 'says' | 'obstacles'>;

/** The reason in the reader's language; `null` where none was kept. */
export function sayReason({ says, obstacles = [] }: Partial<Reason>, locale: Locale): string | null {
  if (isSaid(says)) return say(says, locale);
  return obstacles.length === 0 ? null : obstacles.map((issue) => sayIssue(issue, locale).message).join(' ');
}
