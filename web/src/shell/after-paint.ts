/** Calls when the next frame is on the screen: what it takes then does not hold up what a person waits to see. */
export function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => setTimeout(callback));
}
