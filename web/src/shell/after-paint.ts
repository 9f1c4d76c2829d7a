/** Calls when the next frame is on the screen: what it takes then does not hold up what a person waits to see. */
export function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => setTimeout(callback));
}

/** A tab that was put away draws no frame. */
const LONGEST_WAIT_MS = 100;

/** Resolves when the next frame is on the screen, and where none comes a moment later all the same. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    afterPaint(resolve);
    setTimeout(resolve, LONGEST_WAIT_MS);
  });
}
