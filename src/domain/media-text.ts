/** `1:58`, `0:03`, `12:00`: a duration as players show it. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `7.9 MB`: decimal megabytes, as both platforms count. */
export function megabytesText(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return `${megabytes >= 100 ? Math.round(megabytes) : Math.round(megabytes * 10) / 10} MB`;
}
