import { createStore, useStore } from '../api/store.ts';

/** Two regions used in turn: the same words said twice are then still a change, and read out again. */
const spoken = createStore<{ text: string; turn: 0 | 1; urgent: boolean }>({ text: '', turn: 0, urgent: false });

/** Speaks to screen readers without moving the focus. `urgent` interrupts: for what the user is doing right now. */
export function announce(text: string, urgent = false): void {
  spoken.set({ text, turn: spoken.get().turn === 0 ? 1 : 0, urgent });
}

/** The regions `announce` speaks through; once, at the root. */
export function LiveRegion() {
  const { text, turn, urgent } = useStore(spoken);
  const say = (mine: boolean) => (mine ? text : '');
  return (
    <>
      <div role="status" aria-live="polite" aria-atomic="true" className="sr-only">
        <p>{say(!urgent && turn === 0)}</p>
        <p>{say(!urgent && turn === 1)}</p>
      </div>
      <div aria-live="assertive" aria-atomic="true" className="sr-only" data-spoken="urgent">
        <p>{say(urgent && turn === 0)}</p>
        <p>{say(urgent && turn === 1)}</p>
      </div>
    </>
  );
}
