import { useMemo } from 'react';
import { useFormat, useMessages } from '../i18n/index.ts';
import { uiMessages } from '../ui/messages.ts';
import { calendarMessages } from './messages.ts';
import type { Say } from './tile-words.ts';

/** The calendar's words and formats together; the same object until the language changes. */
export function useSay(): Say {
  const t = useMessages(calendarMessages);
  const ui = useMessages(uiMessages);
  const format = useFormat();
  return useMemo(() => ({ t, ui, format }), [t, ui, format]);
}
