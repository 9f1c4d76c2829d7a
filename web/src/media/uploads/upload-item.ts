import type { AssetKind } from '../../../../src/contract/asset.ts';

/**
 * Where an upload stands. `keeping`: the browser is asked to keep a copy, or for the copy. `interrupted`: the page was left and the browser no longer has the file, which must be
 * chosen again to go on from where it stopped. `done`: the server answered with an asset.
 */
export type UploadState = 'keeping' | 'waiting' | 'sending' | 'paused' | 'failed' | 'interrupted' | 'done';

/** Why an upload failed; `said` is the server's own sentence. */
export type UploadProblem =
  | { kind: 'offline' | 'signed_out' | 'not_media' | 'unknown' }
  | { kind: 'too_large'; maximumBytes: number }
  | { kind: 'refused'; said: string };

export interface Sample {
  atMs: number;
  sentBytes: number;
}

export interface UploadItem {
  key: string;
  /** Whose files these are: `library`, or `post:<id>`. */
  place: string;
  /** The asset whose place in the post it takes. */
  replaces: string | null;
  /** The order of choosing, which is the order in the post. */
  order: number;
  filename: string;
  kind: AssetKind;
  sizeBytes: number;
  sentBytes: number;
  samples: readonly Sample[];
  state: UploadState;
  problem: UploadProblem | null;
  assetId: string | null;
}

/** Far enough back to be calm, near enough to notice a change of network. */
const WINDOW_MS = 6000;

/** Takes in a progress report. */
export function progressed(item: UploadItem, sentBytes: number, atMs: number): UploadItem {
  const recent = item.samples.filter((sample) => atMs - sample.atMs <= WINDOW_MS);
  return { ...item, sentBytes, samples: [...recent, { atMs, sentBytes }] };
}

/** Bytes a second over the last seconds, and the seconds left at that pace; `null` while too little is known. */
export function paceOf(item: UploadItem): { bytesPerSecond: number; secondsLeft: number } | null {
  const first = item.samples[0];
  const last = item.samples.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < 500) return null;
  const bytesPerSecond = ((last.sentBytes - first.sentBytes) * 1000) / (last.atMs - first.atMs);
  if (bytesPerSecond <= 0) return null;
  return { bytesPerSecond, secondsLeft: Math.ceil((item.sizeBytes - last.sentBytes) / bytesPerSecond) };
}

/** Whether it still stands between the post and its file. */
export function isUnderWay(item: UploadItem): boolean {
  return item.state === 'keeping' || item.state === 'waiting' || item.state === 'sending' || item.state === 'paused';
}

/** The kind a file claims to be, by its type or, where the system knows none, by its name; `null`: neither. */
export function kindOfFile(file: { type: string; name: string }): AssetKind | null {
  if (file.type.startsWith('image/')) return 'image';
  if (file.type.startsWith('video/')) return 'video';
  if (/\.(jpe?g|png|webp|heic|heif|hif|avif|gif|tiff?)$/i.test(file.name)) return 'image';
  if (/\.(mp4|m4v|mov|webm|mkv)$/i.test(file.name)) return 'video';
  return null;
}

/** Puts an arrived file where it was meant to stand among those chosen with it. */
export function inChosenOrder(
  assetIds: readonly string[],
  arrived: string,
  orderOf: ReadonlyMap<string, number>,
): string[] {
  if (assetIds.includes(arrived)) return [...assetIds];
  const order = orderOf.get(arrived) ?? Number.POSITIVE_INFINITY;
  const next = assetIds.findIndex((id) => (orderOf.get(id) ?? Number.NEGATIVE_INFINITY) > order);
  const at = next === -1 ? assetIds.length : next;
  return [...assetIds.slice(0, at), arrived, ...assetIds.slice(at)];
}

/** Puts an arrived file where another stood; `null` where that is not there (any more). */
export function inPlaceOf(replaces: string | null, assetIds: readonly string[], arrived: string): string[] | null {
  if (replaces === null || !assetIds.includes(replaces) || assetIds.includes(arrived)) return null;
  return assetIds.map((id) => (id === replaces ? arrived : id));
}
