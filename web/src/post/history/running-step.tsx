import type { Entry } from '../../../../src/contract/entry.ts';
import { useMessages } from '../../i18n/index.ts';
import { historyMessages } from './messages.ts';
import { stepName } from './step-words.ts';
import { usePostHistory } from './use-history.ts';

/** What the attempt that is under way is doing now, as its record has it; nothing until the first step is known. */
export function RunningStep({ entry }: { entry: Entry }) {
  const t = useMessages(historyMessages);
  const { data } = usePostHistory(entry.postId, true);
  const running = data?.attempts.findLast((attempt) => attempt.entryId === entry.id && attempt.finishedAt === null);
  const name = stepName(running?.lastStep ?? '');
  if (name === null) return null;
  return <p className="mt-1 text-xs opacity-85">{t(`now_${name}`)}</p>;
}
