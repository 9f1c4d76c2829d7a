import { isApiProblem } from '../api/problem.ts';
import { currentLocale, translator } from '../i18n/index.ts';
import { uiMessages } from './messages.ts';
import { wordsForCode } from './problem-words.ts';
import { toast } from './toast.tsx';

/** What to tell a person of a failed call: the server's words, or ours when there was no answer. */
export function wordsForProblem(error: unknown): string {
  const t = translator(uiMessages, currentLocale());
  if (isApiProblem(error, 'UNREACHABLE')) return t('unreachable');
  if (isApiProblem(error)) return wordsForCode(error.code, error.message);
  return t('somethingWrong');
}

/**
 * Tells of a failed call in a toast, with the id that finds it in the log where it is the server's fault. Of a session
 * that ended nothing: the window that asks to sign in again has said it.
 */
export function toastProblem(error: unknown): void {
  if (isApiProblem(error, 'UNAUTHENTICATED')) return;
  const t = translator(uiMessages, currentLocale());
  const id = isApiProblem(error, 'INTERNAL') ? error.requestId : null;
  toast({ text: wordsForProblem(error), look: 'wrong', ...(id === null ? {} : { detail: t('requestId', { id }) }) });
}
