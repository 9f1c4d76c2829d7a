/** `0:04.2`: finer than players show, since frames lie closer than seconds. */
export function secondsText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${String(Math.floor(seconds / 60))}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}
