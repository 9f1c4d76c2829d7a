/** One row of an MP4's edit list (ISO 14496-12, 8.6.6). */
export interface Edit {
  /** How long it plays; 0 in a fragmented file means "all of it". */
  durationSeconds: number;
  /** Where in the track's own time it begins; `null` is an empty edit: nothing is shown meanwhile. */
  mediaTimeSeconds: number | null;
  rate: number;
}

/** Covers a codec's warm-up (AAC: 2112 samples, 44 to 48 ms) and the reordering of pictures (two or three frames). */
const WARM_UP_SECONDS = 0.2;

/**
 * Instagram refuses edit lists (instagram.md 8), yet nearly every phone and ffmpeg write one that cuts nothing: a row
 * from time 0, or one that skips a codec's warm-up or the delay of reordered pictures, at times after an empty row of
 * that length. Those are published every day and count as none here. Everything else does: several cuts, a cut start or
 * end (as an iPhone's "trim" writes it), a late start, another speed. Reason and sources: docs/decisions/0031.
 */
export function isTrivialEditList(track: { edits: readonly Edit[]; durationSeconds: number }): boolean {
  const [first, second, ...more] = track.edits;
  if (first === undefined) return true;
  if (more.length > 0) return false;
  if (second === undefined) return showsAll(first, track.durationSeconds);
  return (
    first.mediaTimeSeconds === null &&
    first.durationSeconds <= WARM_UP_SECONDS &&
    showsAll(second, track.durationSeconds)
  );
}

function showsAll(edit: Edit, trackSeconds: number): boolean {
  if (edit.mediaTimeSeconds === null || edit.rate !== 1) return false;
  if (edit.mediaTimeSeconds < 0 || edit.mediaTimeSeconds > WARM_UP_SECONDS) return false;
  return edit.durationSeconds === 0 || edit.durationSeconds >= trackSeconds - edit.mediaTimeSeconds - WARM_UP_SECONDS;
}
