export interface Silence {
  /** Something was heard; `act` follows when nothing more is for this long. */
  heard: (patienceMs: number) => void;
  /** For good: an answer that comes late wakes nothing. */
  stop: () => void;
}

/**
 * Acts once nothing has been heard for a while. A connection can die without a word, behind a sleeping router or a train's
 * network: the browser then waits for an answer as long as the system lets it, a quarter of an hour and more.
 */
export function watchSilence(act: () => void): Silence {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  return {
    heard: (patienceMs) => {
      clearTimeout(timer);
      if (!isOver) timer = setTimeout(act, patienceMs);
    },
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
