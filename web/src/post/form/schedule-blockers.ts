import type { Channel } from '../../../../src/contract/channel.ts';
import { hasPassed, type TimedEntry } from './past.ts';
import type { Place, PlacedIssue } from './places.ts';
import { channelsOf, type PostForm } from './post-form.ts';

/** Why *Schedule* cannot be pressed. `said` comes from an issue's own words. */
export type Blocker =
  | { kind: 'no_channel' | 'uploading' | 'conflicts'; place: Place }
  | { kind: 'no_time' | 'time_past'; channels: readonly Channel[]; place: Place }
  | { kind: 'issue'; said: string; place: Place };

/**
 * What TikTok wants decided by hand before anything may be ordered (tiktok.md 11: U3, U4, U7, U15, U16, U17). Other
 * issues do not stop an order: readiness says until when they must be put right (spec.md 9, `intent`).
 */
const BEFORE_CONSENT = new Set([
  'privacy_not_chosen',
  'privacy_not_offered',
  'disclosure_incomplete',
  'branded_content_private',
  'music_not_confirmed',
  'video_too_long_for_creator',
  'posting_suspended',
  'interaction_disabled',
]);

interface Situation {
  issues: readonly PlacedIssue[];
  nowMs: number;
  uploading: boolean;
  conflicts: number;
  /** TikTok takes nothing from this creator now, in its words or ours (U3). */
  tiktokRefuses: string | null;
  /** The entry as the server last had it. */
  entryOf: (channel: Channel) => TimedEntry | null;
  /** For *Publish now*, which needs no time. */
  ignoreTime?: boolean;
}

export function scheduleBlockers(form: PostForm, situation: Situation): Blocker[] {
  const channels = channelsOf(form);
  const found: Blocker[] = [];
  if (channels.length === 0) found.push({ kind: 'no_channel', place: 'channels' });
  if (situation.conflicts > 0) found.push({ kind: 'conflicts', place: 'progress' });
  if (situation.uploading) found.push({ kind: 'uploading', place: 'media' });
  const timed = situation.ignoreTime === true ? [] : channels;
  const without = timed.filter((channel) => form[channel].scheduledAt === null);
  const past = timed.filter((channel) =>
    hasPassed(form[channel].scheduledAt, situation.entryOf(channel), situation.nowMs),
  );
  if (without.length > 0) found.push({ kind: 'no_time', channels: without, place: 'time' });
  if (past.length > 0) found.push({ kind: 'time_past', channels: past, place: 'time' });
  if (form.tiktok.on && form.tiktok.payload.mode === 'direct' && situation.tiktokRefuses !== null) {
    found.push({ kind: 'issue', said: situation.tiktokRefuses, place: 'tiktok.account' });
  }
  for (const { channel, issue, place } of situation.issues) {
    if (channel === 'tiktok' && BEFORE_CONSENT.has(issue.code))
      found.push({ kind: 'issue', said: issue.message, place });
  }
  return found;
}
