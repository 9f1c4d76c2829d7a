import { createStore, useStore } from '../../api/index.ts';

/** Whether presses on the previewed photo tag people; one modal at a time is open, so one switch is enough. */
export const tagging = createStore(false);

export function useTagging(): boolean {
  return useStore(tagging);
}
