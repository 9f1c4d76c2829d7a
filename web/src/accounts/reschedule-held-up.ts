import type { Entry } from '../../../src/contract/entry.ts';
import type { BulkShiftReport } from '../../../src/contract/entry.ts';
import { call, keys, queryClient } from '../api/index.ts';
import { currentLocale, formatsFor, intlLocale, translator } from '../i18n/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import { resultOf } from './held-up.ts';
import { accountMessages } from './messages.ts';

export type HeldUpMode = 'next_slots' | 'now';

/** The most the API takes at once (contract/job.ts, RescheduleHeldUp). */
const AT_ONCE = 500;

/** Gives these entries new times, or sends them now, and says what came of it. Never throws. */
export async function rescheduleHeldUp(entries: readonly Entry[], mode: HeldUpMode): Promise<void> {
  const reports: BulkShiftReport[] = [];
  try {
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      const entryIds = entries.slice(from, from + AT_ONCE).map(({ id }) => id);
      // One after the other: each takes slots that the next must see as taken.
      // oxlint-disable-next-line no-await-in-loop
      reports.push(await call('rescheduleHeldUp', { body: { entryIds, mode } }));
    }
  } catch (error) {
    toastProblem(error);
  }
  if (reports.length > 0) tell(entries, reports, mode);
  await Promise.all(
    [keys.entries.all, keys.posts.all, keys.accounts].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );
}

function tell(entries: readonly Entry[], reports: readonly BulkShiftReport[], mode: HeldUpMode): void {
  const locale = currentLocale();
  const t = translator(accountMessages, locale);
  const { posts, first, left, reason } = resultOf(entries, reports);
  const when =
    first === null || mode === 'now'
      ? null
      : formatsFor(intlLocale(locale)).instant(first.at, first.timezone, 'dateTime');
  const detail = [
    when === null ? '' : t('heldUpFirst', { when }),
    left === 0 ? '' : t('heldUpLeft', { count: left, reason }),
  ].filter((part) => part !== '');
  toast({
    text: posts === 0 ? t('heldUpNone') : t(mode === 'now' ? 'heldUpGoing' : 'heldUpDone', { count: posts }),
    look: posts === 0 ? 'wrong' : left > 0 ? 'note' : 'done',
    ...(detail.length === 0 ? {} : { detail: detail.join(' ') }),
  });
}
