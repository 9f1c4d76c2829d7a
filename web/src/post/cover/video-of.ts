import type { Asset } from '../../../../src/contract/asset.ts';

/** The one video that a cover is for; carousels and photos have none. */
export function videoOf(shown: readonly Asset[]): Asset | null {
  const [only] = shown;
  return shown.length === 1 && only?.kind === 'video' ? only : null;
}
