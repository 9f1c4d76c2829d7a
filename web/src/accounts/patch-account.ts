import type { z } from 'zod';
import type { Account, PatchAccount } from '../../../src/contract/account.ts';
import { call, keys, queryClient } from '../api/index.ts';
import { toast, toastProblem } from '../ui/index.ts';

/** Changes an account and says so; what the change moved in the calendar is read again. */
export async function patchAccount(id: string, body: z.input<typeof PatchAccount>, saved: string): Promise<void> {
  try {
    const account = await call('patchAccount', { params: { id }, body });
    queryClient.setQueryData<Account[]>(keys.accounts, (old) =>
      old?.map((known) => (known.id === id ? account : known)),
    );
    toast({ text: saved });
  } catch (error) {
    toastProblem(error);
  }
  await queryClient.invalidateQueries({ queryKey: keys.accounts });
  await queryClient.invalidateQueries({ queryKey: keys.entries.all });
}
