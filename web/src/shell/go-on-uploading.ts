import { isAnyNoted } from '../media/uploads/kept-files.ts';

/**
 * Takes up the uploads an earlier page left behind, whatever page is opened. Their code is fetched only when there are
 * some. Where a post is about to open, its window does it when it stands: what arrives belongs in there.
 */
export function goOnUploading(): void {
  if (!isAnyNoted() || new URLSearchParams(window.location.search).has('post')) return;
  import('../post/index.ts').then(
    ({ uploads }) => uploads.restore(),
    // The code could not be fetched: the next page tries again, nothing is lost.
    () => undefined,
  );
}
