/** One-minute sliding windows per token and endpoint (tiktok.md 9). */
import type { TiktokSettings } from './settings.ts';
import type { Tiktok } from './state.ts';

const WINDOW_MS = 60_000;

/** Counts the call and answers true, or answers false and counts nothing. Endpoints without a limit always pass. */
export function withinRate(
  { state }: Tiktok,
  endpoint: string,
  token: string,
  { rateLimits }: TiktokSettings,
  nowMs: number,
): boolean {
  const limit = Object.entries(rateLimits).find(([name]) => name === endpoint)?.[1];
  if (limit === undefined) return true;
  const key = `${endpoint} ${token}`;
  const recent = (state.windows.get(key)?.calledAtMs ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
  if (recent.length >= limit) return false;
  state.windows.put(key, { calledAtMs: [...recent, nowMs] });
  return true;
}
