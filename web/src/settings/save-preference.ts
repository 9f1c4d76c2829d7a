import type { z } from 'zod';
import type { PatchMe } from '../../../src/contract/me.ts';
import { call, keys, queryClient } from '../api/index.ts';
import { setLocale, translator, currentLocale } from '../i18n/index.ts';
import { toast, toastProblem } from '../ui/index.ts';
import { settingsMessages } from './messages.ts';

/** Saves one preference. A new language also makes everything the server words be read again. */
export async function savePreference(body: z.input<typeof PatchMe>): Promise<void> {
  try {
    const me = await call('patchMe', { body });
    queryClient.setQueryData(keys.me, me);
    setLocale(me.locale);
    toast({ text: translator(settingsMessages, currentLocale())('saved') });
    if (body.locale !== undefined) await queryClient.invalidateQueries();
  } catch (error) {
    toastProblem(error);
  }
}
